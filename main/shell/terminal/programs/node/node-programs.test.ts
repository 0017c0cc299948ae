import { describe, expect, test } from 'vitest';
import { runScript } from '../../testing.ts';
import { SITE, atSite as runAtSite } from '../testing.ts';

const atSite = async (script: string) => (await runAtSite(script)).shown;

test('ip tells of interfaces, routes and neighbours', async () => {
  const shown = await atSite(`
ip a | grep 'inet '
ip route | grep flannel
ssh worker233 ip -br a | grep -c veth
ip route get 10.100.1.9 | head -1
ip neigh | grep -c REACHABLE
arp -n | grep -c ether
ip nonsense; echo $?
ip a show nothing; echo $?
`);
  expect(shown).toContain('inet 10.0.0.231/24 brd 10.0.0.255 scope global eth0\n');
  expect(shown).toContain('10.100.2.0/24 via 10.100.2.0 dev flannel.1 onlink');
  expect(shown).toMatch(/\n[1-3]\n10\.100\.1\.9 /);
  expect(shown).toContain(
    '\n2\n2\nObject "nonsense" is unknown, try "ip help".\n1\nDevice "nothing" does not exist.\n1\n',
  );
});

test('sockets are those of the machine: a node port is none', async () => {
  const shown = await atSite(`
ss -lntp | grep -c kube-apiserver
ss -ntl | grep 30080; echo $?
ssh worker232 netstat -lntp | grep 10250
`);
  expect(shown).toMatch(/^1\n1\ntcp6 +0 +0 :::10250 +:::\* +LISTEN +\d+\/kubelet\n$/);
});

test('ping, nc and traceroute find who is there', async () => {
  const shown = await atSite(`
ping -c 2 worker232 | grep loss
ping -c 1 10.200.98.50 | grep loss
ping -c 1 nobody.example; echo $?
nc -zv worker233 30080
nc -zv 10.200.98.50 8888
nc -zv worker233 81; echo $?
traceroute 10.0.0.233 | tail -1
curl -sk https://10.0.0.231:6443/readyz; echo
curl -sk https://10.0.0.231:6443/api | grep message
curl -s localhost:10249/proxyMode; echo
telnet worker232 30080 | grep Connected
`);
  expect(shown).toMatch(/^2 packets transmitted, 2 received, 0% packet loss/);
  expect(shown).toContain('\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n');
  expect(shown).toContain('ping: nobody.example: Name or service not known\n2\n');
  expect(shown).toContain('Connection to worker233 30080 port [tcp/*] succeeded!\n');
  expect(shown).toContain('Connection to 10.200.98.50 8888 port [tcp/*] succeeded!\n');
  expect(shown).toContain('nc: connect to worker233 port 81 (tcp) failed: Connection refused\n1\n');
  expect(shown).toMatch(/ 1 {2}worker233 \(10\.0\.0\.233\) {2}\d+\.\d{3} ms/);
  expect(shown).toContain(
    '\nok\n  "message": "forbidden: User \\"system:anonymous\\" cannot get path \\"/api\\"",\niptables\n',
  );
  expect(shown).toContain('Connected to worker232.\n');
});

test('what programs only look at leaves no trace in the cluster', async () => {
  const look = `nc -zv 10.200.98.50 8888; ping -c 1 worker232; dig @10.200.0.10 web.default.svc.cluster.local; traceroute worker233`;
  const { held } = await runScript(SITE, { preset: 'tutorial' });
  const before = held.cluster.hash();
  const other = await runScript(SITE, { preset: 'tutorial' });
  expect(other.held.cluster.hash()).toBe(before);
  const [plain, looked] = await Promise.all(
    ['sleep 30', `{ ${look}; } >/dev/null 2>&1 & sleep 30`].map((more) =>
      runScript(SITE + more, { preset: 'tutorial' }),
    ),
  );
  expect(looked?.held.cluster.hash()).toBe(plain?.held.cluster.hash());
});

test('names are asked of the cluster when its server is named, and only then known', async () => {
  const shown = await atSite(`
nslookup web.default.svc.cluster.local 10.200.0.10 | tail -3
nslookup web.default.svc.cluster.local | grep -c NXDOMAIN
dig @10.200.0.10 web.default.svc.cluster.local +short
dig @10.200.0.10 -x 10.200.98.50 +short
dig @10.200.0.10 _x._tcp.web.default.svc.cluster.local SRV | grep -c NXDOMAIN
dig @10.9.9.9 web +short | tail -1
host web.default.svc.cluster.local 10.200.0.10
`);
  expect(shown).toContain('Name:\tweb.default.svc.cluster.local\nAddress: 10.200.98.50\n\n1\n10.200.98.50\n');
  expect(shown).toContain('\nweb.default.svc.cluster.local.\n1\n;; no servers could be reached\n');
  expect(shown).toContain('web.default.svc.cluster.local has address 10.200.98.50\n');
});

test('wget fetches what curl does', async () => {
  const shown = await atSite(`
wget -qO- 10.0.0.231:30080 | grep -c '<title>'
wget -O page.html worker232:30080; grep -c '<title>' page.html
wget -q worker232:30080/nothing; echo $?
wget -T 2 -t 2 10.0.0.99; echo $?
wget -O - worker232:81; echo $?
`);
  expect(shown).toMatch(
    /1\n--2026-\S+ \S+-- {2}http:\/\/worker232:30080\/\nResolving worker232 \(worker232\)... 10\.0\.0\.232\n/,
  );
  expect(shown).toMatch(/‘page.html’ saved \[(\d+)\/\1\]\n\n1\n8\n/);
  expect(shown).toMatch(
    /\(try: 2\) {2}http:\/\/10\.0\.0\.99\/\nConnecting to 10\.0\.0\.99:80\.\.\. failed: Connection timed out\.\nGiving up\.\n\n4\n/,
  );
  expect(shown).toContain('failed: Connection refused.\n4\n');
});

test('iptables -L lists chains with their rules', async () => {
  const shown = await atSite(`
iptables -t nat -L KUBE-SERVICES -n | head -2
iptables -t nat -nL KUBE-SERVICES | grep 'default/web'
iptables -t nat -L -n -v --line-numbers | grep -A1 'Chain PREROUTING'
iptables -L NOSUCH; echo $?
`);
  expect(shown).toMatch(
    /^Chain KUBE-SERVICES \(2 references\)\ntarget {5}prot opt source {15}destination {9}\nKUBE-SVC-\w{16} {2}6 {4}-- {2}0\.0\.0\.0\/0 {12}10\.200\.98\.50 {9}\/\* default\/web cluster IP \*\/ tcp dpt:8888\n/,
  );
  expect(shown).toContain(
    'num   pkts bytes target     prot opt in     out     source               destination         \n',
  );
  expect(shown).toContain('iptables: No chain/target/match by that name.\n1\n');
});

test('conntrack and tcpdump show the requests that pass', async () => {
  const shown = await atSite(`
curl -s -o /dev/null 10.0.0.232:30080
conntrack -L -p tcp --dport 30080 2>/dev/null | grep -c 'dport=30080.*ASSURED'
timeout 20 tcpdump -i any -nn port 30080 -c 3 2>&1 | tail -3
timeout 3 tcpdump -nn port 4711 2>/dev/null | wc -l
`);
  expect(shown).toMatch(/^[1-9]\d*\n/);
  expect(shown).toContain('\n3 packets captured\n');
  expect(shown).toMatch(/\n0\n$/);
});

describe('the kubelet of a machine', () => {
  test('is stopped and started by systemctl, and its containers run on', async () => {
    const shown = await atSite(`
systemctl status kubelet | grep -c 'active (running)'
ssh worker232 systemctl stop kubelet
ssh worker232 systemctl is-active kubelet
sleep 60
kubectl get nodes | grep -c NotReady
curl -s 10.0.0.232:30080 | grep -c '<title>'
ssh worker232 systemctl restart kubelet
sleep 20
kubectl get nodes | grep -c NotReady
kubectl get pods --no-headers | awk '{print $4}' | sort -u
systemctl status nothing; echo $?
ssh worker232 journalctl -u kubelet -n 5 | grep -c 'worker232 kubelet'
`);
    expect(shown).toContain('1\ninactive\n1\n1\n0\n0\n');
    expect(shown).toContain('Unit nothing.service could not be found.\n4\n5\n');
  });
});

test('crictl tells of containers and Pods, and stops one', async () => {
  const shown = await atSite(`
ssh worker232 crictl pods | grep -c kube-proxy
id=$(crictl ps | awk '/kube-scheduler/ {print $1}')
crictl logs $id > /dev/null; echo $?
crictl stop $id > /dev/null; sleep 15
crictl ps -a | grep kube-scheduler | awk '{print $NF, $(NF-3)}' | sort -u | head -2
crictl stop nosuch; echo $?
`);
  expect(shown).toMatch(/^1\n0\n/);
  expect(shown).toContain('container "nosuch": not found\n1\n');
});

test('tc makes a cable slow or lossy, and ip link pulls it out', async () => {
  const shown = await atSite(`
tc qdisc show dev eth0 | tail -1
ssh worker233 tc qdisc add dev eth0 root netem delay 200ms
ping -c 1 10.0.0.233 | grep -o 'time=[0-9]*'
ssh worker233 tc qdisc add dev eth0 root netem loss 5%; echo $?
ssh worker233 tc qdisc change dev eth0 root netem loss 100%
ping -c 2 10.0.0.233 | grep -o '[0-9]*% packet loss'
ssh worker233 tc qdisc show dev eth0 | tail -1
ssh worker233 tc qdisc del dev eth0 root
ping -c 1 10.0.0.233 | grep -c 'ttl=64'
ip link set eth0 down
curl -s --max-time 3 10.0.0.233:30080; echo $?
ip link set dev eth0 up
curl -s 10.0.0.233:30080 | grep -c '<title>'
tc qdisc add dev eth7 root netem delay 1ms; tc qdisc add dev eth0 root netem delay long
ip link set eth7 down; ip link set lo down
`);
  expect(shown).toContain('qdisc fq_codel 0: dev eth0 root refcnt 2 limit 10240p flows 1024 \ntime=40');
  expect(shown).toContain('Error: Exclusivity flag on, cannot modify.\n2\n100% packet loss\n');
  expect(shown).toContain('qdisc netem 8001: dev eth0 root refcnt 2 limit 1000 loss 100%\n1\n28\n1\n');
  expect(shown).toContain('Cannot find device "eth7"\nIllegal "latency"\nCannot find device "eth7"\n');
  expect(shown).toContain('ip: of links only eth0 can be set up or down here\n');
});
