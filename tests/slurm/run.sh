#!/usr/bin/env bash
# Invoke-Sweep -Cluster Slurm against a real Slurm of one node, started here in a folder of its own and stopped at the end.
# Needs root, Debian's slurm-wlm and munge, and a build (dotnet build). The last line is "Slurm: N passed, N failed", or
# says why all of it was skipped.
cd "$(dirname "$0")/../.." || exit 1
mlposh=$PWD/out/Shell/mlposh sweeps=$PWD/tests/slurm/sweep.ps1
if [ "$(id -u)" -ne 0 ]; then echo "Slurm: skipped, only root can start its daemons."; exit 0; fi
for program in munged slurmctld slurmd sbatch squeue sacct scancel scontrol sinfo; do
    command -v $program >/dev/null 2>&1 || { echo "Slurm: skipped, there is no $program (Debian: slurm-wlm, munge)."; exit 0; }
done
. tests/slurm/cluster.sh
# A path with a space, which users' folders have.
folder=$(mktemp -d '/tmp/mlposh slurm.XXXXXX') plain=$(mktemp -d /tmp/mlposh-slurm.XXXXXX)
finish() { stop_cluster; rm -rf "$folder" "$plain"; }
trap finish EXIT
passed=0 failed=0

ok() { echo "ok: $1"; passed=$((passed + 1)); }
not_ok() { echo "NOT OK: $1"; failed=$((failed + 1)); shift; tail -n 20 "$@" 2>/dev/null; }
# check NAME COMMAND …: the command's success is the test's.
check() { local name=$1; shift; if "$@"; then ok "$name"; else not_ok "$name" "$folder/out" "$folder/err"; fi; }

not() { ! "$@"; }
sweep() { "$mlposh" "$sweeps" "$@" >"$folder/out" 2>"$folder/err"; }
locally() { "$mlposh" "$sweeps" "$1" >"$folder/$1.local" && [ "$(wc -l <"$folder/$1.local")" -gt 5 ]; }
is_as_locally() { diff "$folder/$1.local" "$folder/out"; }
says() { grep -qF -- "$1" "$folder/$2"; }
jobs_with() { squeue --noheader --array --states="$1" --format=%A | sort -u | wc -l; }
tasks_are() { [ "$(squeue --noheader --array --states="$1" | wc -l)" -eq "$2" ]; }
last_job() { squeue --noheader --states=all --format=%F | sort -n | tail -n 1; }
finished() { "$mlposh" -Command "@(Get-SweepTrial '$1').Count"; }

start_cluster "$plain" || { not_ok 'Slurm starts' "$plain"/*.log "$plain"/*.errors "$plain"/munge/errors; echo "Slurm: $passed passed, $failed failed"; exit 1; }

# All three at once: the cluster has more tasks than room.
declare -A on_cluster
for name in Grid Script Halving; do
    "$mlposh" "$sweeps" $name "$folder/$name" >"$folder/$name.out" 2>"$folder/err" & on_cluster[$name]=$!
done
for name in Grid Script Halving; do
    check "$name: runs here" locally $name
    check "$name: runs on the cluster" wait "${on_cluster[$name]}"
    check "$name: to the same bits" diff "$folder/$name.local" "$folder/$name.out"
done
jobs=$(jobs_with all)
check 'what is finished is given again' sweep Grid "$folder/Grid"
check 'and is the same' is_as_locally Grid
check 'and nothing was submitted for it' test "$(jobs_with all)" -eq "$jobs"

"$mlposh" -Command "\$d = New-Dataset Linear -Count 9; \$p = @{ LearningRate = 1..9 | ForEach-Object { \$_ / 100 } }
Invoke-Sweep (New-Network -Size 1,1) \$d -Parameter \$p -Path '$folder/none' -Cluster Slurm -ClusterOption @{ time = '00:10'; 'cpus-per-task' = 2 } -WhatIf" >"$folder/out" 2>"$folder/err"
check '-WhatIf shows the script' says '#SBATCH --array=1-5' out
check 'with its options' says '#SBATCH --time=00:10' out
check 'and submits nothing' test "$(jobs_with all)" -eq "$jobs"
check 'nor makes a store' test ! -e "$folder/none"

sweep_in() { "$mlposh" -Command "& '$sweeps' Grid '$folder/refused' @{ partition = 'none' }" >"$folder/out" 2>"$folder/err"; }
check 'a partition that is none ends the sweep' not sweep_in
check 'with what sbatch said' says 'invalid partition' err

# Two workers, of which one is killed and one cancelled while both are at work.
check 'Long: runs here' locally Long
: >"$folder/out"
sweep Long "$folder/killed" & sweep_pid=$!
wait_for 20 tasks_are RUNNING 2
check 'the first result comes while others are at work' wait_for 20 test -s "$folder/out"
job=$(last_job)
task=$(squeue --noheader --array --jobs="${job}_1" --format=%A)
worker=$(scontrol listpids "$task" 2>/dev/null | awk '$1 ~ /^[0-9]+$/ { print $1; exit }')
check 'a worker is there to be killed' kill -KILL "$worker"
scancel "${job}_2"
check 'the remainder completes' wait $sweep_pid
check 'to the same bits' is_as_locally Long
check 'and a warning tells' says "it is submitted again" err

# Ctrl-C; background processes of a script ignore it unless told otherwise.
: >"$folder/out"
env --default-signal=INT "$mlposh" "$sweeps" Long "$folder/stopped" >"$folder/out" 2>"$folder/err" & sweep_pid=$!
wait_for 20 test -s "$folder/out"
kill -INT $sweep_pid
check 'Ctrl-C ends the sweep' not wait $sweep_pid
check 'and its jobs' wait_for 10 tasks_are PENDING,RUNNING,COMPLETING 0
kept=$(finished "$folder/stopped")
check "and keeps what was finished ($kept of 24)" test "$kept" -gt 0 -a "$kept" -lt 24
check 'and then the same command completes it' sweep Long "$folder/stopped"
check 'to the same bits' is_as_locally Long

# Cancelled from elsewhere: nobody wants it submitted again. A store of its own, so that two tasks are there to be
# cancelled however much of the last one was finished.
sweep Long "$folder/cancelled" & sweep_pid=$!
wait_for 20 tasks_are RUNNING 2
scancel "$(last_job)"
check 'a job that was cancelled ends the sweep' not wait $sweep_pid
check 'with an error that says so' says 'was cancelled' err
check 'and then the same command completes this too' sweep Long "$folder/cancelled"
check 'to the same bits, after all that' is_as_locally Long

echo "Slurm: $passed passed, $failed failed"
[ $failed -eq 0 ]
