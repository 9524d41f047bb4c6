#!/usr/bin/env bash
# Runs the tests of engine and module that need a real OpenCL device where the machine has none: PoCL 6 (a CPU as an
# OpenCL device) from Debian trixie, in a root of its own that debootstrap makes and that is removed again.
#
#   tests/opencl/run.sh [filter]          a vstest filter; without one, what is marked with Trait("Device", "OpenCL")
#   tests/opencl/run.sh -- program args…  runs a program in the root instead of the tests
#   MLPOSH_OPENCL_ROOT=/opt/trixie …      makes the root there if it is not there yet, and keeps it
#   MLPOSH_DEBIAN_MIRROR=http://…         another mirror than deb.debian.org
#
# Build first: nothing is built here. It needs root (or sudo without a password) and debootstrap; without them it says
# so and exits with 77. Inside, MLPOSH_EXPECT_OPENCL=1 tells the tests that a missing device is a failure.
# The last line is "OpenCL: N passed, N failed", or says why all of it was skipped.
set -u
repository=$(cd "$(dirname "$0")/../.." && pwd)
filter=${1:-Device=OpenCL}
program=()
[ "$filter" != -- ] || program=("${@:2}")
mirror=${MLPOSH_DEBIAN_MIRROR:-http://deb.debian.org/debian}
# ILGPU asks for libOpenCL.so, which only the -dev package links to libOpenCL.so.1.
packages=pocl-opencl-icd,ocl-icd-opencl-dev,libicu76,libssl3t64,ca-certificates

skip() { echo "OpenCL: skipped, $1"; exit 77; }

if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || skip 'this user cannot become root.'
    exec sudo -n --preserve-env=MLPOSH_OPENCL_ROOT,MLPOSH_DEBIAN_MIRROR env "PATH=$PATH" "$0" "$@"
fi
for tool in debootstrap unshare; do
    command -v "$tool" >/dev/null || skip "there is no $tool on PATH."
done
unshare --mount --pid --fork true 2>/dev/null || skip 'mounts of its own are not allowed here.'
dotnet=$(readlink -f "$(command -v dotnet)") || skip 'there is no dotnet on PATH.'
if [ "${#program[@]}" -eq 0 ]; then
    assemblies=()
    for name in MLPosh.Engine.Tests MLPosh.Tests; do
        newest=$(ls -t "$repository/tests/$name"/bin/*/net*/"$name.dll" 2>/dev/null | head -1)
        [ -n "$newest" ] || { echo "OpenCL: build tests/$name first."; exit 1; }
        assemblies+=("$newest")
    done
fi

log=$(mktemp)
child=
if [ -n "${MLPOSH_OPENCL_ROOT:-}" ]; then
    root=$MLPOSH_OPENCL_ROOT
    mkdir -p "$root"
    remove() { rm -f "$log"; }
else
    root=$(mktemp -d /var/tmp/mlposh-opencl.XXXXXX)
    remove() { rm -f "$log"; rm -rf --one-file-system "$root"; }
fi

# Every mount lives in a mount namespace that ends with its processes: seen from here the root has no mount in it, so
# that removing it cannot reach through one into the repository, however this script ends.
inside() {
    unshare --mount --propagation private --pid --fork --kill-child bash -c "$1" bash "${@:2}" &
    child=$!
    wait "$child"
    local status=$?
    child=
    return "$status"
}
end() {
    trap '' INT TERM HUP
    [ -z "$child" ] || { kill -KILL "$child" 2>/dev/null; wait "$child" 2>/dev/null; }
    remove
}
trap end EXIT
trap 'exit 130' INT TERM HUP

if [ ! -e "$root/etc/OpenCL/vendors/pocl.icd" ]; then
    # shellcheck disable=SC2016
    inside 'debootstrap --variant=minbase --include="$1" trixie "$2" "$3"' "$packages" "$root" "$mirror" >"$log" 2>&1 ||
        { tail -3 "$log"; skip 'debootstrap could not make a root (above).'; }
fi

# The repository and dotnet keep their paths, read-only.
# shellcheck disable=SC2016
run() {
    inside '
    root=$1 dotnet=$2 repository=$3
    set -e
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/tmp"
    for folder in "$(dirname "$dotnet")" "$repository"; do
        mkdir -p "$root$folder"
        mount --bind "$folder" "$root$folder"
        mount -o remount,bind,ro "$root$folder"
    done
    cd /
    exec chroot "$root" /usr/bin/env -i HOME=/tmp TMPDIR=/tmp POCL_CACHE_DIR=/tmp/pocl LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin MLPOSH_EXPECT_OPENCL=1 \
        DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 NO_COLOR=1 \
        DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=1 "${@:4}"
    ' "$root" "$dotnet" "$repository" "$@"
}

if [ "${#program[@]}" -gt 0 ]; then
    run "${program[@]}"
    exit
fi

# A process compiles one kernel at a time, and that is most of what there is to do: half of the engine's tests in one, the rest and the
# module's in another. What PoCL has compiled for one is there for the other.
half='FullyQualifiedName~GpuAgainstReference|FullyQualifiedName~PyTorch|FullyQualifiedName~Library'
rest='FullyQualifiedName!~GpuAgainstReference&FullyQualifiedName!~PyTorch&FullyQualifiedName!~Library'

# No pipe: what runs in one is not known to this shell, which ends it when it is ended itself.
check() {
    exec {shown}> >(tee "$log")
    tee=$!
    # shellcheck disable=SC2016
    run /bin/bash -c '
        "$1" test "$2" --filter "($4)&($5)" --results-directory /tmp/results/half &
        first=$!
        "$1" test "$2" "$3" --filter "($4)&($6)" --results-directory /tmp/results/rest -- RunConfiguration.MaxCpuCount=2
        status=$?
        wait "$first" && exit "$status"
    ' bash "$dotnet" "${assemblies[@]}" "$filter" "$half" "$rest" >&"$shown" 2>&1
    status=$?
    exec {shown}>&-
    wait "$tee"
}
check

# Seen once, on a busy machine: PoCL's own linker failed, and PoCL ended the test host. That says nothing of what is tested.
if [ "$status" -ne 0 ] && grep -q 'Final linking of kernel .* failed' "$log"; then
    echo 'OpenCL: PoCL failed to link a kernel (above); all is run once more.'
    check
fi
passed=0 failed=0
while read -r f p; do passed=$((passed + p)) failed=$((failed + f)); done \
    < <(sed -nE 's/.*Failed: *([0-9]+), Passed: *([0-9]+),.*/\1 \2/p' "$log")
# A test host that dies fails no test: count it as one.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "OpenCL: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
