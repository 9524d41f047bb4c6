using BenchmarkDotNet.Running;
using MLPosh.Benchmarks;

// compare: whole trainings against PyTorch. kernels: what they are made of, by BenchmarkDotNet.
return args switch
{
    ["compare", .. var options] => Comparison.Run(options),
    ["kernels", .. var options] => BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(options).Any() ? 0 : 1,
    _ => Comparison.Usage(),
};
