using System.Numerics.Tensors;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>
/// What FISSA (Keemink et al., Scientific Reports 8, 3493, 2018) does, written anew from its description: the means of a cell and of
/// sectors around it become a product of non-negative weights and courses, and the course that is most the cell's own is its trace.
/// </summary>
internal sealed class Factorisation
{
    private const int MostRounds = 1000;
    private const double Tolerance = 1e-4;

    // Half of the published regularisation of 0.1 acts on sizes and half on squares.
    private const float Penalty = 0.05f;

    private readonly float[][] _data;
    private readonly float[][] _courses;
    private readonly float[,] _weights;

    private Factorisation(float[][] regions)
    {
        float scale = (float)OrderStatistics.Median([.. regions.SelectMany(r => r)]);
        _data = [.. regions.Select(r => r.Select(v => Math.Max(0, v / scale)).ToArray())];
        _courses = [.. _data.Select(r => r.ToArray())];
        int count = regions.Length;
        _weights = new float[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < count; k++)
            {
                _weights[i, k] = i == k ? 0.6f : 0.4f / (count - 1);
            }
        }
    }

    /// <summary>The cell's trace, up to a factor and an offset.</summary>
    /// <param name="regions">Means over time of the cell, which comes first, and of the regions around it.</param>
    public static float[] TraceOf(float[][] regions)
    {
        Factorisation factorisation = new(regions);
        double before = double.MaxValue;
        for (int round = 0; round < MostRounds; round++)
        {
            double change = factorisation.UpdateCourses() + factorisation.UpdateWeights();
            if (change < Tolerance * Tolerance * before && round > 10)
            {
                break;
            }

            before = round == 0 ? Math.Max(change, 1e-30) : before;
        }

        return factorisation._courses[factorisation.MostOwn()];
    }

    /// <summary>The course of which the largest share is in the cell.</summary>
    private int MostOwn() => Enumerable.Range(0, _courses.Length).MaxBy(k =>
    {
        double all = Enumerable.Range(0, _data.Length).Sum(i => (double)_weights[i, k]);
        bool lives = TensorPrimitives.Max(_courses[k]) > TensorPrimitives.Min(_courses[k]);
        return all > 0 && lives ? _weights[0, k] / all : -1;
    });

    private double UpdateCourses()
    {
        int count = _courses.Length;
        double change = 0;
        float[] next = new float[_courses[0].Length];
        float[] residual = new float[next.Length];
        for (int k = 0; k < count; k++)
        {
            Array.Clear(next);
            float power = 0;
            for (int i = 0; i < count; i++)
            {
                _data[i].CopyTo(residual, 0);
                for (int j = 0; j < count; j++)
                {
                    if (j != k)
                    {
                        TensorPrimitives.MultiplyAdd(_courses[j], -_weights[i, j], residual, residual);
                    }
                }

                TensorPrimitives.MultiplyAdd(residual, _weights[i, k], next, next);
                power += _weights[i, k] * _weights[i, k];
            }

            TensorPrimitives.Subtract(next, Penalty, next);
            TensorPrimitives.Divide(next, power + Penalty, next);
            TensorPrimitives.Max(next, 0, next);
            double moved = TensorPrimitives.Distance<float>(next, _courses[k]);
            change += moved * moved;
            next.CopyTo(_courses[k], 0);
        }

        return change;
    }

    private double UpdateWeights()
    {
        int count = _courses.Length;
        double change = 0;
        for (int k = 0; k < count; k++)
        {
            float power = TensorPrimitives.Dot<float>(_courses[k], _courses[k]);
            for (int i = 0; i < count; i++)
            {
                float shared = TensorPrimitives.Dot<float>(_data[i], _courses[k]);
                for (int j = 0; j < count; j++)
                {
                    shared -= j == k ? 0 : _weights[i, j] * TensorPrimitives.Dot<float>(_courses[j], _courses[k]);
                }

                float weight = Math.Max(0, (shared - Penalty) / (power + Penalty));
                change += (weight - _weights[i, k]) * (weight - _weights[i, k]);
                _weights[i, k] = weight;
            }
        }

        return change;
    }
}
