namespace DeepWonder3D.Traces.Measuring;

/// <summary>Linear systems of a few unknowns whose matrix is symmetric and positive.</summary>
internal static class SmallSystem
{
    /// <summary>Solves A x = b by Cholesky's factorization.</summary>
    /// <param name="matrix">A, row by row, shape (n, n); overwritten.</param>
    /// <param name="right">b; overwritten with x.</param>
    /// <returns>Whether A is positive; if not, <paramref name="right"/> means nothing.</returns>
    public static bool Solve(Span<double> matrix, Span<double> right)
    {
        int n = right.Length;
        for (int column = 0; column < n; column++)
        {
            for (int row = column; row < n; row++)
            {
                double sum = matrix[(row * n) + column];
                for (int k = 0; k < column; k++)
                {
                    sum -= matrix[(row * n) + k] * matrix[(column * n) + k];
                }

                if (row == column && !(sum > 0))
                {
                    return false;
                }

                matrix[(row * n) + column] = row == column ? Math.Sqrt(sum) : sum / matrix[(column * n) + column];
            }
        }

        for (int row = 0; row < n; row++)
        {
            for (int k = 0; k < row; k++)
            {
                right[row] -= matrix[(row * n) + k] * right[k];
            }

            right[row] /= matrix[(row * n) + row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++)
            {
                right[row] -= matrix[(k * n) + row] * right[k];
            }

            right[row] /= matrix[(row * n) + row];
        }

        return true;
    }
}
