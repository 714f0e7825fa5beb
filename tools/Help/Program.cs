using System.Reflection;
using System.Text;
using System.Xml;
using DeepWonder3D.Help.Facts;
using DeepWonder3D.Help.Output;
using DeepWonder3D.Help.Pages;

namespace DeepWonder3D.Help;

/// <summary>
/// Makes the files that Get-Help reads. A cmdlet without a page, or a page without a cmdlet, is passed over here: the tests say so, and a
/// build in the middle of work goes on.
/// </summary>
internal static class Program
{
    private const string Usage = "deepwonder-help <cmdlet assembly> <folder of pages> <folder to write> [address of the pages online]";

    private static int Main(string[] arguments)
    {
        if (arguments.Length is not (3 or 4))
        {
            Console.Error.WriteLine(Usage);
            return 64;
        }

        try
        {
            Write(
                Assembly.LoadFrom(Path.GetFullPath(arguments[0])),
                new HelpFolder(arguments[1]),
                arguments[2],
                arguments.Length > 3 ? arguments[3] : null);
            return 0;
        }
        catch (HelpFormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Write(Assembly assembly, HelpFolder folder, string output, string? online)
    {
        Directory.CreateDirectory(output);
        Dictionary<string, CommandPage> pages = folder.Commands.ToDictionary(p => p.Name);
        IEnumerable<(CommandFacts Facts, CommandPage Page)> commands =
            CommandFacts.Of(assembly).Where(c => pages.ContainsKey(c.Name)).Select(c => (c, pages[c.Name]));
        using (XmlWriter xml = XmlWriter.Create(
            Path.Combine(output, Path.GetFileName(assembly.Location) + "-Help.xml"),
            new XmlWriterSettings
            {
                Indent = true,
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                NewLineChars = "\n",
            }))
        {
            MamlWriter.Write(commands, online).Save(xml);
        }

        File.WriteAllLines(Path.Combine(output, "DeepWonder3D.ToolTips.txt"), ToolTipWriter.Lines(assembly));
        foreach (TopicPage topic in folder.Topics)
        {
            // With a byte order mark: Windows would otherwise read µ by the machine's code page in older tools.
            File.WriteAllText(
                Path.Combine(output, topic.Name + ".help.txt"),
                TopicWriter.Write(topic),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        }
    }
}
