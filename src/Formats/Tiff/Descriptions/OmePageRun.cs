namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>Planes that follow each other in one file.</summary>
/// <param name="FirstPlace">The first plane's place in the recording's order.</param>
/// <param name="Count">How many planes.</param>
/// <param name="File">The file: 0 is the one that says so, others count from 1.</param>
/// <param name="FirstPage">The first plane's page in that file.</param>
internal readonly record struct OmePageRun(long FirstPlace, int Count, int File, int FirstPage);
