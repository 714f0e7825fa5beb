using DeepWonder3D.Neurons.Registering;
using FsCheck;
using FsCheck.Fluent;

namespace DeepWonder3D.Tests.Evaluation;

public class AssignmentTests
{
    [Fact]
    public void No_pairing_has_more_pairs_or_costs_less()
    {
        Gen<(int Rows, int Columns, (int, int, double)[] Edges)> cases =
            from rows in Gen.Choose(0, 6)
            from columns in Gen.Choose(0, 6)
            from density in Gen.Choose(0, 100)
            from costs in Gen.ArrayOf(Gen.Choose(0, 30), rows * columns)
            from kept in Gen.ArrayOf(Gen.Choose(0, 99), rows * columns)
            select (rows, columns, Enumerable.Range(0, rows * columns).Where(i => kept[i] < density)
                .Select(i => (i / columns, i % columns, costs[i] / 7.0)).ToArray());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            int[] pairs = Assignment.Solve(c.Rows, c.Columns, c.Edges);
            Dictionary<(int, int), double> cost = c.Edges.ToDictionary(e => (e.Item1, e.Item2), e => e.Item3);
            Assert.Equal(pairs.Count(p => p >= 0), pairs.Where(p => p >= 0).Distinct().Count());
            (int count, double total) = (pairs.Count(p => p >= 0), pairs.Select((p, i) => p < 0 ? 0 : cost[(i, p)]).Sum());
            (int bestCount, double bestTotal) = BruteForce(0, c.Rows, c.Columns, cost, 0);
            Assert.Equal(bestCount, count);
            Assert.Equal(bestTotal, total, 1e-9);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_large_problem_is_solved_as_SciPy_solves_it()
    {
        Random random = new(3);
        double[,] costs = new double[60, 80];
        List<(int, int, double)> edges = [];
        for (int i = 0; i < 60; i++)
        {
            for (int j = 0; j < 80; j++)
            {
                costs[i, j] = random.NextDouble();
                edges.Add((i, j, costs[i, j]));
            }
        }

        string values = string.Join(' ', edges.Select(e => e.Item3.ToString("R", CultureInfo.InvariantCulture)));
        string best = IndependentJudge.Python(
            "import sys,numpy as np\nfrom scipy.optimize import linear_sum_assignment as f\n"
                + "c=np.array(sys.argv[1].split(),float).reshape(60,80)\nr,k=f(c)\nprint(repr(float(c[r,k].sum())))",
            values);

        int[] pairs = Assignment.Solve(60, 80, edges);
        Assert.Equal(double.Parse(best, CultureInfo.InvariantCulture), pairs.Select((j, i) => costs[i, j]).Sum(), 1e-9);
    }

    private static (int Count, double Total) BruteForce(int row, int rows, int columns, Dictionary<(int, int), double> cost, int taken)
    {
        if (row == rows)
        {
            return (0, 0);
        }

        (int Count, double Total) best = BruteForce(row + 1, rows, columns, cost, taken);
        for (int column = 0; column < columns; column++)
        {
            if ((taken & (1 << column)) == 0 && cost.TryGetValue((row, column), out double here))
            {
                (int count, double total) = BruteForce(row + 1, rows, columns, cost, taken | (1 << column));
                if (count + 1 > best.Count || (count + 1 == best.Count && total + here < best.Total))
                {
                    best = (count + 1, total + here);
                }
            }
        }

        return best;
    }
}
