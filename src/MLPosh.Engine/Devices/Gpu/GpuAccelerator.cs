using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace MLPosh.Devices.Gpu;

/// <summary>
/// The one accelerator of a device in this process: its kernels, compiled once, and the lock under which all use it. What
/// goes wrong on the device comes out as an <see cref="MLPoshException"/>.
/// </summary>
internal class GpuAccelerator : IDisposable
{
    private readonly Lock _gate = new();

    // Held shared by those who wait for the device outside the lock, so that it is not closed under them.
    private readonly ReaderWriterLockSlim _use = new();
    private readonly Dictionary<(MethodInfo Method, Type Launcher), Delegate> _kernels = [];
    private readonly Stack<AcceleratorStream> _streams = [];
    private readonly Stopwatch _compiling = new();
    private readonly Accelerator _accelerator;
    private IProductLibrary? _library;
    private bool _hasLibrary;
    private bool _isClosed;
    private CancellationToken _stop;

    public GpuAccelerator(string name, Context context, Device device)
    {
        Name = name;
        Faults = new GpuFaults(name);
        Pool = new GpuPool(this);
        NetworksAtOnce = GpuSizes.NetworksAtOnce(device);
        Launches = new ResidentLaunches(NetworksAtOnce);
        try
        {
            _accelerator = device.CreateAccelerator(context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Faults.Unusable(device.Name.Trim(), e);
        }
    }

    public string Name { get; }

    public GpuFaults Faults { get; }

    public GpuPool Pool { get; }

    public GpuShared<GpuSource> Sources { get; } = new();

    public GpuShared<SharedProgram> Programs { get; } = new();

    public ResidentLaunches Launches { get; }

    /// <summary>Makes large products; null where there is none. Only inside <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>.</summary>
    public IProductLibrary? Library
    {
        get
        {
            if (!_hasLibrary)
            {
                _hasLibrary = true;
                _library = OpenLibrary(out string? problem);
                LargeProducts = _library?.Name ?? (problem is null ? null : $"kernels of MLPosh: {problem}");
            }

            return _library;
        }
    }

    /// <summary>What makes large products, and why; null where that has not come up.</summary>
    public string? LargeProducts { get; private set; }

    /// <summary>Networks that it trains side by side, a group each.</summary>
    public int NetworksAtOnce { get; }

    /// <summary>To the device and from it, since it is in use. Changed only inside <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>.</summary>
    public long BytesMoved { get; set; }

    public int CompiledKernels => _kernels.Count;

    public TimeSpan CompileTime => _compiling.Elapsed;

    /// <summary>ILGPU's. Only inside <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>.</summary>
    public Accelerator Native => _accelerator;

    /// <summary>What goes on in its own order: the one that <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/> was given. Only inside it.</summary>
    public AcceleratorStream Stream { get; private set; } = null!;

    /// <summary>An order of things; what goes on in different ones goes on side by side. To be returned.</summary>
    /// <exception cref="MLPoshException">As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>.</exception>
    public AcceleratorStream TakeStream() => Run(this, static accelerator =>
        accelerator._streams.TryPop(out var stream) ? stream : accelerator._accelerator.CreateStream());

    /// <summary>For who takes it next; memory that was used there can be given back then. Only inside <see cref="Release"/>.</summary>
    public void Return(AcceleratorStream stream)
    {
        stream.Synchronize();
        _streams.Push(stream);
    }

    /// <summary>Does something with the device, while nobody else does.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="state">For <paramref name="action"/>, so that it need not capture.</param>
    /// <param name="action">Uses <see cref="Native"/>; keep it under 50 ms of the device's time: others wait, a stop too.</param>
    /// <param name="stop">Stops between two kernels that have to be compiled, with OperationCanceledException.</param>
    /// <exception cref="MLPoshException">
    /// DeviceNotAvailable once the device was closed; DeviceOutOfMemory; DeviceFailed for whatever else went wrong there.
    /// </exception>
    public TResult Run<TState, TResult>(
        AcceleratorStream stream, TState state, Func<TState, TResult> action, CancellationToken stop = default)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            try
            {
                _accelerator.Bind();
                (Stream, _stop) = (stream, stop);
                return action(state);
            }
            catch (Exception e) when (e is not (MLPoshException or OperationCanceledException))
            {
                throw Faults.Explained(e);
            }
        }
    }

    /// <summary>As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>, in the device's own order.</summary>
    public TResult Run<TState, TResult>(TState state, Func<TState, TResult> action) =>
        Run(_accelerator.DefaultStream, state, action);

    /// <summary>Waits until what is queued is done; others can use the device meanwhile.</summary>
    /// <exception cref="MLPoshException">As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult},CancellationToken)"/>.</exception>
    public void Wait(AcceleratorStream stream)
    {
        _use.EnterReadLock();
        try
        {
            lock (_gate)
            {
                ThrowIfClosed();
            }

            stream.Synchronize();
        }
        catch (Exception e) when (e is not MLPoshException)
        {
            throw Faults.Explained(e);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    /// <summary>Gives memory back; nothing where the device is closed, as all of its memory is then.</summary>
    public void Release<TState>(TState state, Action<TState> action)
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                _accelerator.Bind();
                action(state);
            }
        }
    }

    /// <summary>A launcher of an explicitly grouped kernel; compiled the first time that it is asked for.</summary>
    public TLauncher Kernel<TLauncher>(MethodInfo method)
        where TLauncher : Delegate
    {
        if (!_kernels.TryGetValue((method, typeof(TLauncher)), out var kernel))
        {
            _stop.ThrowIfCancellationRequested();
            _compiling.Start();
            try
            {
                kernel = Load<TLauncher>(method);
            }
            finally
            {
                _compiling.Stop();
            }

            _kernels.Add((method, typeof(TLauncher)), kernel);
        }

        return (TLauncher)kernel;
    }

    /// <summary>Bytes. OpenCL does not tell what is free: then a failing allocation tells.</summary>
    public long FreeMemory => _accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : _accelerator.MemorySize;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Compiles a kernel for the device; tests compile for others instead.</summary>
    protected virtual TLauncher Load<TLauncher>(MethodInfo method)
        where TLauncher : Delegate => _accelerator.LoadKernel<TLauncher>(method);

    /// <summary>The device's library; tests bring another.</summary>
    /// <param name="problem">Why there is none; null where none was looked for.</param>
    protected virtual IProductLibrary? OpenLibrary(out string? problem)
    {
        problem = null;
        return _accelerator is CudaAccelerator ? CuBlasLibrary.TryOpen(this, out problem) : null;
    }

    protected virtual void Dispose(bool disposing)
    {
        _use.EnterWriteLock();
        try
        {
            lock (_gate)
            {
                if (!_isClosed)
                {
                    _isClosed = true;

                    // A library's handles are given back in the device's context, which is another thread's where that was the last.
                    _accelerator.Bind();
                    _library?.Dispose();
                    _accelerator.Dispose();
                }
            }
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw Faults.Closed();
        }
    }
}
