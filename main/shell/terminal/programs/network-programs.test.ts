// What a person at a node sees of the network: curl, and the tables of each mode of kube-proxy.
import { expect, test } from 'vitest';
import { runScript } from '../testing.ts';

const SITE = `cat <<'Y' | kubectl apply -f -
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 3
  selector: {app: web}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: c, image: "nginx:1.27", ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 8888, targetPort: 80, nodePort: 30080}]}
Y
sleep 20
`;

/** What a script prints at the tutorial's cluster with the site in it. */
async function atSite(script: string): Promise<string> {
  const { shown } = await runScript(`${SITE}echo ---\n${script}`, { preset: 'tutorial' });
  return shown.slice(shown.indexOf('---\n') + 4);
}

test('curl prints what the server answers, or why there was no answer', async () => {
  const shown = await atSite(`
curl -I 10.0.0.232:30080
curl -s localhost:30080 | grep -c '<title>'
curl -s -o /dev/null -w '%{http_code}\\n' worker233:30080/nothing
curl -f worker233:30080/nothing; echo $?
curl 10.0.0.231:31111; echo $?
curl -m 3 10.0.0.99; echo $?
curl nobody.example; echo $?
curl --what; echo $?
`);
  expect(shown).toContain('HTTP/1.1 200 OK\r\nServer: nginx/1.27');
  expect(shown).toMatch(/\n1\n404\n/);
  expect(shown).toContain('curl: (22) The requested URL returned error: 404\n22\n');
  expect(shown).toMatch(
    /curl: \(7\) Failed to connect to 10\.0\.0\.231 port 31111 after \d+ ms: Couldn't connect to server\n7\n/,
  );
  expect(shown).toContain('curl: (28) Connection timed out after 3000 milliseconds\n28\n');
  expect(shown).toContain('curl: (6) Could not resolve host: nobody.example\n6\n');
  expect(shown).toContain('curl: option --what: is unknown');
});

test('iptables-save and iptables -S print the rules of kube-proxy', async () => {
  const shown = await atSite(`
iptables-save -t nat | grep default.web | grep -o 'probability 0.[0-9]*'
iptables -t nat -S KUBE-NODEPORTS | head -1
iptables -t nat -S NOSUCH; echo $?
iptables-save -t broken; echo $?
apt install -y ipvsadm | grep -c 'Setting up ipvsadm'
ipvsadm -ln | wc -l
nft list table ip kube-proxy; echo $?
`);
  expect(shown).toContain('probability 0.33333333349\nprobability 0.50000000000\n-N KUBE-NODEPORTS\n');
  expect(shown).toContain('iptables: No chain/target/match by that name.\n1\n');
  expect(shown).toContain('iptables-save v1.8.9 (nf_tables): Cannot initialize: table does not exist\n');
  expect(shown).toContain('\n1\n3\nError: No such file or directory\nlist table ip kube-proxy\n');
});

test('in mode ipvs kube-proxy ends and begins again until the modules of the kernel are loaded', async () => {
  const shown = await atSite(`
kubectl -n kube-system get cm kube-proxy -o yaml | sed 's/mode: .*/mode: ipvs/' | kubectl replace -f -
kubectl -n kube-system delete pods -l k8s-app=kube-proxy
sleep 60
kubectl -n kube-system get pods -l k8s-app=kube-proxy | grep -cE 'CrashLoopBackOff|Error'
kubectl -n kube-system logs -l k8s-app=kube-proxy --tail=1 | grep -c "can't use the IPVS proxier: Ipvs not supported"
ipvsadm -ln; echo $?
apt install -y ipvsadm ipset | grep newly
yum -y install ipvsadm.x86_64 | tail -1
lsmod | grep -c ip_vs
modprobe -- nf_conntrack_ipv4; echo $?
for n in master231 worker232 worker233; do ssh root@$n modprobe -- ip_vs_rr; done
lsmod | grep -e ^ip_vs
sleep 400
kubectl -n kube-system get pods -l k8s-app=kube-proxy | grep -c Running
ipvsadm -ln | grep -c 30080
`);
  expect(shown).toContain(
    "\n3\n3\n\nCommand 'ipvsadm' not found, but can be installed with:\napt install ipvsadm\n\n127\n",
  );
  expect(shown).toContain('127\n0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.\nComplete!\n0\n');
  expect(shown).toContain('FATAL: Module nf_conntrack_ipv4 not found in directory /lib/modules/6.8.0-60-generic\n1\n');
  expect(shown).toMatch(/\nip_vs_rr +12288 {2}0\nip_vs +221184 {2}1 ip_vs_rr\n3\n\d\n$/);
});

test.each([
  [
    'ipvs',
    'yum -y install ipvsadm >/dev/null; ipvsadm -ln | grep -A3 30080; ipset list KUBE-NODE-PORT-TCP | tail -1',
    /TCP {2}10\.0\.0\.231:30080 rr\n( {2}-> 10\.100\.\d\.\d+:80 +Masq +1 +0 +\d+ +\n){3}30080\n/,
  ],
  ['nftables', 'nft list table ip kube-proxy | grep -c "goto endpoint"', /\n1\n/],
])('a new mode in the ConfigMap holds once the kube-proxy Pods are new: %s', async (mode, look, expected) => {
  const shown = await atSite(`
for n in master231 worker232 worker233; do ssh $n modprobe ip_vs; done
kubectl -n kube-system get cm kube-proxy -o yaml | sed 's/mode: .*/mode: ${mode}/' | kubectl replace -f -
kubectl -n kube-system delete pods -l k8s-app=kube-proxy
sleep 15
kubectl -n kube-system logs -l k8s-app=kube-proxy --tail=50 | grep -c 'Using ${mode} Proxier'
${look}
for i in 1 2 3; do curl -s 10.0.0.233:30080 | grep -c '<title>'; done
`);
  expect(shown).toMatch(/\n3\n/);
  expect(shown).toMatch(expected);
  expect(shown).toMatch(/\n1\n1\n1\n$/);
});

test('what one kubectl gives another as its words is not shown, even where that prints to the terminal at once', async () => {
  const shown = await atSite(`kubectl get nodes $(kubectl get nodes -o name | head -1 | sed 's/node.//') -o name
kubectl get $(kubectl get nodes -o name | tail -1) -o name`);
  expect(shown).toBe('node/master231\nnode/worker233\n');
});

test('tables of IPv6 are there too, without Services', async () => {
  const shown = await atSite(`ssh worker232 ip6tables-save -t nat | grep -c KUBE-SERVICES
ssh worker232 ip6tables-save | grep -c default/
ssh worker232 nft list table ip6 kube-proxy; echo $?`);
  expect(shown).toMatch(/^4\n0\nError: No such file or directory\n(.*\n)+1\n$/);
});
