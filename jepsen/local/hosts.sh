# What local/up, local/down and jepsen.apexkv.local agree on; sourced by the first two.
network=10.173.11          # host nN is $network.N; the machine itself, where Jepsen and its clients run, is $network.254
bridge=apexkv-jepsen       # the only interface that is added to the machine
names='n1 n2 n3 n4 n5'
state=/var/lib/apexkv-jepsen # what the hosts have on disk: NAME/{opt,tmp}; and in NAME/pid the process that the host lives in

# The process of a host if it lives. A number alone proves nothing: after a reboot it may be anybody's.
host_pid() {
  local pid
  pid=$(cat "$state/$1/pid" 2>/dev/null) || return 1
  [[ $(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") == *"apexkv-jepsen-host $1 "* ]] && echo "$pid"
}
