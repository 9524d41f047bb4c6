# A Slurm of one node with 2 processors in a folder of its own, beside any other on this machine. To be sourced:
# start_cluster FOLDER starts it and sets SLURM_CONF, stop_cluster ends what it started.
cluster_pids=()

start_cluster() {
    local folder=$1 host; host=$(hostname -s)
    mkdir -p "$folder"/{munge,state,spool}
    chmod 700 "$folder/munge"
    head -c 1024 /dev/urandom > "$folder/munge/key"
    chmod 400 "$folder/munge/key"
    # Slurm's ports, moved away from the usual ones.
    cat > "$folder/slurm.conf" <<CONF
ClusterName=mlposh
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
SlurmUser=root
SlurmctldPort=26817
SlurmdPort=26818
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
# What works inside of a container.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_min_interval=10000
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=$host Default=YES State=UP
CONF
    export SLURM_CONF=$folder/slurm.conf
    munged --foreground --force --key-file "$folder/munge/key" --socket "$folder/munge/socket" \
        --pid-file "$folder/munge/pid" --log-file "$folder/munge/log" --seed-file "$folder/munge/seed" 2>"$folder/munge/errors" &
    cluster_pids+=($!)
    wait_for 10 test -S "$folder/munge/socket" || return 1
    slurmctld -D -c >/dev/null 2>"$folder/slurmctld.errors" &
    cluster_pids+=($!)
    slurmd -D -c >/dev/null 2>"$folder/slurmd.errors" &
    cluster_pids+=($!)
    wait_for 20 node_is_idle
}

node_is_idle() { [ "$(sinfo --noheader --format=%T 2>/dev/null)" = idle ]; }

stop_cluster() {
    local i
    for ((i = ${#cluster_pids[@]} - 1; i >= 0; i--)); do
        kill "${cluster_pids[i]}" 2>/dev/null
        wait "${cluster_pids[i]}" 2>/dev/null
    done
    cluster_pids=()
}

# wait_for SECONDS COMMAND …: until the command succeeds.
wait_for() {
    local end=$((SECONDS + $1)); shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.2
    done
}
