using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DeepWonder3D.Help.Pages;

/// <summary>Reads the page of a cmdlet, as docs/help/README.md describes it.</summary>
internal sealed partial class CommandPageReader
{
    private const string Code = "powershell";
    private const string Output = "output";
    private const string SharedReference = "As in parameters.md.";
    private const string Sections = "Description, Parameters, Inputs, Outputs, Examples, Notes (or not), Related";

    private readonly PageBlocks _blocks;
    private readonly IReadOnlyDictionary<string, ParameterText> _shared;

    private CommandPageReader(string path, IReadOnlyDictionary<string, ParameterText> shared)
    {
        _blocks = PageBlocks.Read(path);
        _shared = shared;
    }

    /// <summary>Reads the page of a cmdlet.</summary>
    /// <param name="path">The page.</param>
    /// <param name="shared">What parameters mean that pages share, by name.</param>
    /// <exception cref="HelpFormatException">It is not written as pages are.</exception>
    public static CommandPage Read(string path, IReadOnlyDictionary<string, ParameterText> shared) =>
        new CommandPageReader(path, shared).ReadPage();

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
            Notes = _blocks.TakeSection("Notes") ? PlainText.Lines(_blocks.TakeText("Notes are empty.")) : [],
            Related = InSection("Related", ReadRelated),
        };
        return _blocks.Next is null ? page : throw _blocks.Refuse($"Sections are: {Sections}; in this order.");
    }

    private T InSection<T>(string title, Func<T> read) =>
        _blocks.TakeSection(title) ? read() : throw _blocks.Refuse($"Here begins the section: ## {title}");

    private IReadOnlyList<string> Section(string title) =>
        InSection(title, () => PlainText.Lines(_blocks.TakeText($"The section {title} is empty.")));

    private List<ParameterText> ReadParameters()
    {
        List<ParameterText> parameters = [];
        while (_blocks.Next is HeadingBlock { Level: 3 } heading)
        {
            string[] names = [.. PlainText.Of(heading).Split(", ").Select(NameOf)];
            _blocks.Take();
            if (_blocks.Next is ParagraphBlock reference && PlainText.Of(reference) == SharedReference)
            {
                parameters.AddRange(names.Select(SharedText));
                _blocks.Take();
            }
            else
            {
                parameters.Add(names.Length == 1
                    ? ReadParameter(names[0], heading)
                    : throw _blocks.Refuse("Only shared parameters stand together: As in [parameters.md](parameters.md)."));
            }
        }

        return parameters;
    }

    private string NameOf(string heading) =>
        heading.StartsWith('-') ? heading[1..] : throw _blocks.Refuse("A parameter's heading is ### -Name.");

    private ParameterText SharedText(string name) =>
        _shared.TryGetValue(name, out ParameterText? shared) ? shared : throw _blocks.Refuse($"parameters.md does not tell of -{name}.");

    private ParameterText ReadParameter(string name, HeadingBlock heading)
    {
        List<Block> description = [.. _blocks.TakeText($"What does -{name} mean?")];
        Dictionary<string, string> facts = [];
        string? Fact(string about) => facts.GetValueOrDefault(about);
        Block last = description[^1];
        Match[] items = last is ListBlock list ? [.. list.Select(i => FactItem().Match(PlainText.Of(i)))] : [];
        if (items.Length > 0 && items.All(i => i.Success))
        {
            description.RemoveAt(description.Count - 1);
            foreach (Match fact in items)
            {
                if (!facts.TryAdd(fact.Groups[1].Value, fact.Groups[2].Value))
                {
                    throw _blocks.Refuse(last, $"{fact.Groups[1].Value} twice.");
                }
            }
        }

        return description.Count > 0
            ? new ParameterText(name, PlainText.Lines(description), Fact("Unit"), Fact("Range"), Fact("Default"))
            : throw _blocks.Refuse(heading, $"What does -{name} mean?");
    }

    private List<Example> ReadExamples()
    {
        List<Example> examples = [];
        while (_blocks.Next is HeadingBlock { Level: 3 } title)
        {
            _blocks.Take();
            string code = TakeCode(Code) ?? throw _blocks.Refuse($"After an example's title comes its code: ```{Code}");
            string? output = TakeCode(Output);
            IReadOnlyList<Block> remarks = _blocks.Next is HeadingBlock or null ? [] : _blocks.TakeText("");
            examples.Add(new Example(title.Line + 1, PlainText.Of(title), code, output, PlainText.Lines(remarks)));
        }

        return examples;
    }

    private string? TakeCode(string language) =>
        _blocks.Next is FencedCodeBlock code && code.Info == language ? ((FencedCodeBlock)_blocks.Take()).Lines.ToString() : null;

    private List<string> ReadRelated()
    {
        ListBlock list = _blocks.Next as ListBlock ?? throw _blocks.Refuse("Related pages are a list: - [Find-Neuron](Find-Neuron.md)");
        _blocks.Take();
        return [.. list.Cast<ListItemBlock>().Select(item =>
            item[0] is ParagraphBlock { Inline: { FirstChild: LinkInline { NextSibling: null } link } }
                ? PlainText.Of(link)
                : throw _blocks.Refuse(item, $"'{PlainText.Of(item)}' is not one link."))];
    }

    [GeneratedRegex(@"^(Unit|Range|Default): (.+)$")]
    private static partial Regex FactItem();
}
