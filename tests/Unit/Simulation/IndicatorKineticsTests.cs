namespace DeepWonder3D.Tests.Simulation;

public class IndicatorKineticsTests
{
    private const double StepS = 1e-4;

    public static TheoryData<string> Indicators => [.. IndicatorKinetics.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Indicators))]
    public void One_action_potential_answers_as_published(string name)
    {
        IndicatorKinetics kinetics = IndicatorKinetics.All.Single(i => i.Name == name);
        double[] answer = Answer(kinetics, 1);
        int peak = Array.IndexOf(answer, answer.Max());
        int half = Array.FindIndex(answer, peak, v => v < 0.5 * answer[peak]);

        Assert.Equal(kinetics.PeakDeltaFOverF, answer[peak], 1e-4 * kinetics.PeakDeltaFOverF);
        Assert.Equal(kinetics.TimeToPeakS, (peak + 1) * StepS, 2e-4);

        // Saturation flattens the top, so the fall to half takes a little longer the higher the peak is in the indicator's range.
        double flattened = kinetics.PeakDeltaFOverF / kinetics.SaturatedDeltaFOverF;
        Assert.InRange((half - peak) * StepS, kinetics.HalfDecayS - 2e-4, (kinetics.HalfDecayS * (1 + flattened)) + 2e-4);
    }

    [Fact]
    public void Answers_add_up_at_first_and_saturate_in_the_end()
    {
        IndicatorKinetics kinetics = IndicatorKinetics.GCaMP6s;
        double one = Answer(kinetics, 1).Max();

        Assert.Equal(2 * one, Answer(kinetics, 2).Max(), 0.05 * one);
        Assert.True(Answer(kinetics, 100).Max() < 70 * one);
        Assert.InRange(Answer(kinetics, 1e6).Max(), 0.99 * kinetics.SaturatedDeltaFOverF, kinetics.SaturatedDeltaFOverF);
    }

    [Fact]
    public void A_burst_of_spread_potentials_is_lower_than_the_same_at_once()
    {
        CalciumResponse response = new(IndicatorKinetics.GCaMP6f, 0.01);
        double highest = 0;
        for (int i = 0; i < 200; i++)
        {
            highest = Math.Max(highest, response.Step(i < 50 && i % 10 == 0 ? 1 : 0));
        }

        Assert.InRange(highest, 0.19, 5 * 0.19);
    }

    private static double[] Answer(IndicatorKinetics kinetics, double potentials)
    {
        CalciumResponse response = new(kinetics, StepS);
        return [.. Enumerable.Range(0, 40_000).Select(i => response.Step(i == 0 ? potentials : 0))];
    }
}
