using System.Diagnostics;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

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
    private readonly Stopwatch _compiling = new();
    private readonly Accelerator _accelerator;
    private bool _isClosed;

    public GpuAccelerator(string name, Context context, Device device)
    {
        Name = name;
        Sources = new GpuSources(this);
        try
        {
            _accelerator = device.CreateAccelerator(context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new MLPoshException(
                ErrorId.DeviceNotAvailable, $"The device {name} ({device.Name.Trim()}) cannot be used: {e.Message}", name);
        }
    }

    public string Name { get; }

    public GpuSources Sources { get; }

    public int CompiledKernels => _kernels.Count;

    public TimeSpan CompileTime => _compiling.Elapsed;

    /// <summary>ILGPU's. Only inside <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult})"/>.</summary>
    public Accelerator Native => _accelerator;

    /// <summary>What goes on in its own order: the one that <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult})"/> was given. Only inside it.</summary>
    public AcceleratorStream Stream { get; private set; } = null!;

    /// <summary>
    /// A new order of things; what goes on in different ones goes on side by side. On OpenCL there is one: where launches of one
    /// kernel with dynamic shared memory overlap, numbers go wrong on PoCL (with static memory they do not).
    /// </summary>
    /// <exception cref="MLPoshException">As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult})"/>.</exception>
    public AcceleratorStream CreateStream() => Run(this, static accelerator =>
        accelerator._accelerator is CudaAccelerator ? accelerator._accelerator.CreateStream() : accelerator._accelerator.DefaultStream);

    /// <summary>Does something with the device, while nobody else does.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="state">For <paramref name="action"/>, so that it need not capture.</param>
    /// <param name="action">Uses <see cref="Native"/>; keep it under 50 ms of the device's time: others wait, a stop too.</param>
    /// <exception cref="MLPoshException">
    /// DeviceNotAvailable once the device was closed; DeviceOutOfMemory; DeviceFailed for whatever else went wrong there.
    /// </exception>
    public TResult Run<TState, TResult>(AcceleratorStream stream, TState state, Func<TState, TResult> action)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            try
            {
                _accelerator.Bind();
                Stream = stream;
                return action(state);
            }
            catch (Exception e) when (e is not (MLPoshException or OperationCanceledException))
            {
                throw Explained(e);
            }
        }
    }

    /// <summary>As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult})"/>, in the device's own order.</summary>
    public TResult Run<TState, TResult>(TState state, Func<TState, TResult> action) =>
        Run(_accelerator.DefaultStream, state, action);

    /// <summary>Waits until what is queued is done; others can use the device meanwhile.</summary>
    /// <exception cref="MLPoshException">As <see cref="Run{TState,TResult}(AcceleratorStream,TState,Func{TState,TResult})"/>.</exception>
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
            throw Explained(e);
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

    /// <summary>Room for numbers; all of it 0.</summary>
    /// <exception cref="MLPoshException">DeviceOutOfMemory, with what is needed and what is free.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long count)
        where T : unmanaged
    {
        long needed = Math.Max(count, 1) * Interop.SizeOf<T>(), free = FreeMemory;
        if (needed > free)
        {
            throw OutOfMemory(needed, free);
        }

        try
        {
            var buffer = _accelerator.Allocate1D<T>(Math.Max(count, 1));
            buffer.MemSetToZero(Stream);
            return buffer;
        }
        catch (AcceleratorException e) when (IsOutOfMemory(e))
        {
            throw OutOfMemory(needed, FreeMemory);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Compiles a kernel for the device; tests compile for others instead.</summary>
    protected virtual TLauncher Load<TLauncher>(MethodInfo method)
        where TLauncher : Delegate => _accelerator.LoadKernel<TLauncher>(method);

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
            throw new MLPoshException(
                ErrorId.DeviceNotAvailable,
                $"The device {Name} was closed, as the module was removed. The network keeps its last published parameters.",
                Name);
        }
    }

    // OpenCL does not tell what is free: then a failing allocation tells.
    private long FreeMemory => _accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : _accelerator.MemorySize;

    // By its code: CUDA's texts are for people, and OpenCL's exceptions have none. Drivers of OpenCL often give memory only
    // at its first use, and then say that there are no resources.
    private static bool IsOutOfMemory(Exception e) => CodeOf(e) is "CUDA_ERROR_OUT_OF_MEMORY" or "CL_MEM_OBJECT_ALLOCATION_FAILURE"
        or "CL_OUT_OF_RESOURCES" or "CL_OUT_OF_HOST_MEMORY" or "CL_INVALID_BUFFER_SIZE";

    private static string? CodeOf(Exception e) => e switch
    {
        CudaException cuda => cuda.Error,
        CLException openCL => openCL.Error.ToString(),
        _ => null,
    };

    /// <summary>The error for something that cannot fit, however much is free.</summary>
    public MLPoshException OutOfMemory(long needed) => OutOfMemory(needed, FreeMemory);

    private MLPoshException OutOfMemory(long needed, long free) => OutOfMemory(
        FormattableString.Invariant($"{needed / 1048576.0:F1} MiB are needed and {free / 1048576.0:F1} MiB are free"));

    private MLPoshException OutOfMemory(string why) => new(
        ErrorId.DeviceOutOfMemory,
        $"The device {Name} has no room: {why}. The network is as it was; a smaller BatchSize or -Device Cpu needs less of it.",
        Name);

    private MLPoshException Explained(Exception e) => IsOutOfMemory(e)
        ? OutOfMemory($"its driver says {CodeOf(e)}")
        : new MLPoshException(
            ErrorId.DeviceFailed,
            $"The device {Name} failed: {(CodeOf(e) is { } code ? $"its driver says {code}." : e.Message)} The network keeps its last published parameters.",
            Name);
}
