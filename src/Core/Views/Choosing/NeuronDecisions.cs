namespace DeepWonder3D.Views.Choosing;

/// <summary>What a person decided about the neurons of one set, in a report.</summary>
/// <param name="Name">The set's name.</param>
/// <param name="Fingerprint">Which neurons it is about, see <see cref="NeuronFingerprint"/>.</param>
/// <param name="Kept">Ids to keep.</param>
/// <param name="Dropped">Ids to drop; what is in neither list stays.</param>
public sealed record NeuronDecisions(string Name, string Fingerprint, IReadOnlyList<int> Kept, IReadOnlyList<int> Dropped);
