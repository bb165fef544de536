#!/usr/bin/env bash
# Slurm for real, nothing installed: Debian's packages unpacked into a folder, a controller and
# two nodes on this machine. Needs root and a Debian whose packages can be had.
#
#   tests/build/slurm.sh start FOLDER    leaves FOLDER/env to be sourced
#   tests/build/slurm.sh stop FOLDER
set -euo pipefail
action=$1
folder=$(realpath -m "$2")
root=$folder/root

unpack() {
  mkdir -p "$folder/packages" "$root"
  local missing
  missing=$(apt-get install --simulate --yes --no-install-recommends \
    slurmd slurmctld slurm-client slurm-wlm-basic-plugins | awk '$1 == "Inst" { print $2 }')
  # shellcheck disable=SC2086
  (cd "$folder/packages" && apt-get download -qq $missing)
  for package in "$folder"/packages/*.deb; do
    dpkg-deb --extract "$package" "$root"
  done
  for program in slurmctld slurmd slurmstepd; do
    # Debian gives them these names when a package is installed.
    ln -sf "$program-wlm" "$root/usr/sbin/$program"
  done
}

configure() {
  mkdir -p "$folder/state" "$folder/spool1" "$folder/spool2" "$folder/log"
  local host
  host=$(hostname -s)
  cat > "$folder/slurm.conf" <<CONF
ClusterName=juku
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$((port))
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
PluginDir=$(dirname "$(find "$root" -name auth_none.so | head -1)")
NodeName=1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1 RealMemory=2000
NodeName=2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1 RealMemory=2000
PartitionName=main Nodes=1,2 Default=YES MaxTime=INFINITE State=UP
CONF
  cat > "$folder/env" <<ENV
export SLURM_CONF=$folder/slurm.conf
export PATH=$root/usr/sbin:$root/usr/bin:\$PATH
export LD_LIBRARY_PATH=$(find "$root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:):\${LD_LIBRARY_PATH:-}
ENV
}

start() {
  port=${SLURM_TEST_PORT:-$((20000 + RANDOM % 12000))}
  unpack
  configure
  # shellcheck disable=SC1091
  source "$folder/env"
  slurmctld -c
  slurmd -N 1 -d "$root/usr/sbin/slurmstepd"
  slurmd -N 2 -d "$root/usr/sbin/slurmstepd"
  for _ in $(seq 240); do
    [ "$(sinfo --noheader --Node --format %t 2>/dev/null | grep -c idle)" = 2 ] && return
    sleep 0.5
  done
  sinfo --Node >&2 || true
  tail -5 "$folder"/log/*.log >&2
  return 1
}

stop() {
  for pid in "$folder"/*.pid; do
    [ -e "$pid" ] && kill "$(cat "$pid")" 2>/dev/null || true
  done
}

"$action"
