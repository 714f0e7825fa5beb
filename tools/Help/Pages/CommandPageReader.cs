using System.Text.RegularExpressions;
using DeepWonder3D.Help.Markdown;

namespace DeepWonder3D.Help.Pages;

/// <summary>Reads the page of a cmdlet, as docs/help/README.md describes it.</summary>
internal sealed partial class CommandPageReader
{
    private const string Code = "powershell";
    private const string Output = "output";

    private readonly PageBlocks _blocks;
    private readonly IReadOnlyDictionary<string, ParameterText> _shared;

    private CommandPageReader(string path, IReadOnlyDictionary<string, ParameterText> shared)
    {
        _blocks = new PageBlocks(path, MarkdownFile.Read(path));
        _shared = shared;
    }

    /// <summary>Reads the page of a cmdlet.</summary>
    /// <param name="path">The page.</param>
    /// <param name="shared">What parameters mean that pages share, by name.</param>
    /// <exception cref="HelpFormatException">It is not written as pages are.</exception>
    public static CommandPage Read(string path, IReadOnlyDictionary<string, ParameterText> shared) => new CommandPageReader(path, shared).ReadPage();

    /// <summary>Reads the page of shared parameters.</summary>
    public static IReadOnlyDictionary<string, ParameterText> ReadShared(string path)
    {
        CommandPageReader reader = new(path, new Dictionary<string, ParameterText>());
        reader._blocks.TakeTitle();
        reader._blocks.TakeParagraph("What this page is.");
        List<ParameterText> parameters = reader.ReadParameters();
        return reader._blocks.Next is null
            ? parameters.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase)
            : throw reader._blocks.Refuse("This page holds parameters only: ### -Name and what it means.");
    }

    private CommandPage ReadPage()
    {
        CommandPage page = new()
        {
            Path = _blocks.Path,
            Name = _blocks.TakeTitle(),
            Synopsis = _blocks.TakeParagraph("After its name the page says in one sentence what the cmdlet does."),
            Description = Section("Description"),
            Parameters = InSection("Parameters", ReadParameters),
            Inputs = InSection("Inputs", () => _blocks.TakeParagraph("What comes through the pipeline, or: None.")),
            Outputs = InSection("Outputs", () => _blocks.TakeParagraph("What is written to the pipeline.")),
            Examples = InSection("Examples", ReadExamples),
            Notes = _blocks.TakeSection("Notes") ? _blocks.TakeText("Notes are empty.") : [],
            Related = InSection("Related", ReadRelated),
        };
        return _blocks.Next is null ? page : throw _blocks.Refuse("Sections are: Description, Parameters, Inputs, Outputs, Examples, Notes (or not), Related; in this order.");
    }

    private T InSection<T>(string title, Func<T> read) => _blocks.TakeSection(title) ? read() : throw _blocks.Refuse($"Here begins the section: ## {title}");

    private IReadOnlyList<Block> Section(string title) => InSection(title, () => _blocks.TakeText($"The section {title} is empty."));

    private List<ParameterText> ReadParameters()
    {
        List<ParameterText> parameters = [];
        while (_blocks.Next is Heading { Level: 3 } heading)
        {
            string[] names = [.. heading.Text.Split(", ").Select(n => n.StartsWith('-') ? n[1..] : throw _blocks.Refuse("A parameter's heading is ### -Name."))];
            _blocks.Take();
            if (_blocks.Next is Paragraph reference && SharedReference().IsMatch(reference.Text))
            {
                parameters.AddRange(names.Select(n => _shared.TryGetValue(n, out ParameterText? shared) ? shared : throw _blocks.Refuse($"parameters.md does not tell of -{n}.")));
                _blocks.Take();
            }
            else
            {
                parameters.Add(names.Length == 1 ? ReadParameter(names[0], heading.Line) : throw _blocks.Refuse("Only shared parameters stand together: As in [parameters.md](parameters.md)."));
            }
        }

        return parameters;
    }

    private ParameterText ReadParameter(string name, int line)
    {
        List<Block> description = [.. _blocks.TakeText($"What does -{name} mean?")];
        Dictionary<string, string> facts = [];
        if (description[^1] is BulletList list && list.Items.All(i => FactItem().IsMatch(i)))
        {
            description.RemoveAt(description.Count - 1);
            foreach (Match fact in list.Items.Select(i => FactItem().Match(i)))
            {
                if (!facts.TryAdd(fact.Groups[1].Value, fact.Groups[2].Value))
                {
                    throw new HelpFormatException(_blocks.Path, list.Line, $"{fact.Groups[1].Value} twice.");
                }
            }
        }

        return description.Count > 0
            ? new ParameterText(name, line, description, facts.GetValueOrDefault("Unit"), facts.GetValueOrDefault("Range"), facts.GetValueOrDefault("Default"))
            : throw new HelpFormatException(_blocks.Path, line, $"What does -{name} mean?");
    }

    private List<Example> ReadExamples()
    {
        List<Example> examples = [];
        while (_blocks.Next is Heading { Level: 3 } title)
        {
            _blocks.Take();
            string code = TakeCode(Code) ?? throw _blocks.Refuse($"After an example's title comes its code: ```{Code}");
            string? output = TakeCode(Output);
            IReadOnlyList<Block> remarks = _blocks.Next is Heading or null ? [] : _blocks.TakeText("");
            examples.Add(new Example(title.Line, title.Text, code, output, remarks));
        }

        return examples;
    }

    private string? TakeCode(string language) => _blocks.Next is CodeBlock block && block.Language == language ? ((CodeBlock)_blocks.Take()).Code : null;

    private List<(string Text, string Target)> ReadRelated()
    {
        if (_blocks.Next is not BulletList list)
        {
            throw _blocks.Refuse("Related pages are a list: - [Find-Neuron](Find-Neuron.md)");
        }

        _blocks.Take();
        return [.. list.Items.Select(item => PlainText.LinksIn(item).ToArray() is [var link] && item.StartsWith('[') && item.EndsWith(')')
            ? link
            : throw new HelpFormatException(_blocks.Path, list.Line, $"'{item}' is not one link."))];
    }

    [GeneratedRegex(@"^As in \[parameters\.md\]\(parameters\.md\)\.$")]
    private static partial Regex SharedReference();

    [GeneratedRegex(@"^(Unit|Range|Default): (.+)$")]
    private static partial Regex FactItem();
}
