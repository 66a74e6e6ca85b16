using CaseSync.Simulator.Running;

namespace CaseSync.Simulator;

internal static class Program
{
    public static int Main(string[] args)
    {
        try
        {
            var options = SimulatorOptions.Parse(args);
            if (options.IsHelp)
            {
                Console.WriteLine(Usage.Text);
                return 0;
            }

            return new Campaign(options, Console.Out, Console.IsErrorRedirected ? null : Console.Error).Run();
        }
        catch (FormatException error)
        {
            Console.Error.WriteLine($"{error.Message} --help says what is.");
            return 2;
        }
    }
}
