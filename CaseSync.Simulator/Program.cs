using CaseSync.Simulator.Running;

namespace CaseSync.Simulator;

internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            return new Campaign(SimulatorOptions.Parse(args), Console.Out).Run();
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine($"{error.Message}{Environment.NewLine}{SimulatorOptions.Usage}");
            return 2;
        }
    }
}
