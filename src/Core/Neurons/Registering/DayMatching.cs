namespace DeepWonder3D.Neurons.Registering;

/// <summary>Matches one day's neurons, laid over a register's cells, one to one.</summary>
internal static class DayMatching
{
    // The wrong places: so many, this many cell radii away at least, where every cell lies on tissue that is not its own.
    private const int WrongPlaces = 12;
    private const double WrongDistance = 8;

    /// <summary>The matches: which cell, and how probable; −1 for none.</summary>
    /// <param name="day">The day's neurons where they lie in the first day's pixels.</param>
    /// <param name="cells">The register's cells.</param>
    /// <param name="radius">A cell's radius, pixels.</param>
    /// <param name="minProbability">The least probability of a match.</param>
    public static (int Cell, double Probability)[] Run(
        IReadOnlyList<PlacedNeuron> day, IReadOnlyList<PlacedNeuron> cells, double radius, double minProbability)
    {
        List<CandidatePair> pairs = CandidatePair.All(day, cells, radius);
        SamenessModel model = SamenessModel.Fit(
            pairs, Misplaced(day, cells, radius), [.. Within(day, radius), .. Within(cells, radius)],
            [.. Misplaced(day, day, radius), .. Misplaced(cells, cells, radius)], WrongPlaces);
        double[] probabilities = model.Probabilities(pairs);
        (int, int, double)[] edges = Edges(pairs, probabilities, day.Count, cells.Count, minProbability);
        int[] matched = Assignment.Solve(day.Count, cells.Count + day.Count, edges);
        Dictionary<(int, int), double> probabilityOf = [];
        for (int i = 0; i < pairs.Count; i++)
        {
            probabilityOf[(pairs[i].From, pairs[i].To)] = probabilities[i];
        }

        return [.. matched.Select((cell, i) => cell >= 0 && cell < cells.Count ? (cell, probabilityOf[(i, cell)]) : (-1, double.NaN))];
    }

    private static IEnumerable<CandidatePair> Within(IReadOnlyList<PlacedNeuron> neurons, double radius) =>
        CandidatePair.All(neurons, neurons, radius).Where(p => p.From != p.To);

    private static List<CandidatePair> Misplaced(IReadOnlyList<PlacedNeuron> day, IReadOnlyList<PlacedNeuron> cells, double radius)
    {
        List<CandidatePair> wrong = [];
        for (int place = 0; place < WrongPlaces; place++)
        {
            (double sin, double cos) = Math.SinCos(2 * Math.PI * place / WrongPlaces);
            double distance = WrongDistance * radius * (1 + (0.5 * (place % 3)));
            (int rows, int columns) = ((int)Math.Round(distance * sin), (int)Math.Round(distance * cos));
            wrong.AddRange(CandidatePair.All([.. day.Select(n => n.Shifted(rows, columns))], cells, radius));
        }

        return wrong;
    }

    /// <summary>
    /// The pairs that may be matched, and for each neuron a cell of its own that nobody else may have: so the most probable whole is found,
    /// not as many pairs as possible.
    /// </summary>
    private static (int, int, double)[] Edges(
        List<CandidatePair> pairs, double[] probabilities, int dayCount, int cellCount, double minProbability)
    {
        const double Nothing = 40;
        IEnumerable<(int, int, double)> own = Enumerable.Range(0, dayCount).Select(i => (i, cellCount + i, Nothing));
        IEnumerable<(int, int, double)> between = Enumerable.Range(0, pairs.Count)
            .Where(i => probabilities[i] >= minProbability)
            .Select(i => (pairs[i].From, pairs[i].To, Math.Max(0, Nothing - LogOdds(probabilities[i]) - 1e-3)));
        return [.. own, .. between];

        static double LogOdds(double probability) => Math.Log(probability / Math.Max(1e-15, 1 - probability));
    }
}
