using MLPosh.Benchmarks;

// worker: one cold run in a process of its own, as a script's first training is.
return args switch
{
    ["worker", var program, var threads] => Programs.Run(program, int.Parse(threads, System.Globalization.CultureInfo.InvariantCulture)),
    ["compare", .. var options] => Comparison.Run(options),
    _ => Comparison.Usage(),
};
