// Programs at a machine with the flags that people give them, right and wrong.
import { expect, test } from 'vitest';
import { atSite as runAtSite } from '../testing.ts';
import { packetFilter } from './packet-filter.ts';

const atSite = async (script: string) => (await runAtSite(script)).shown;

test('ping is quiet, patient, and told who is not there', async () => {
  const shown = await atSite(`
ping -q -c 2 -i 0.2 worker232 | grep -c 'bytes from'
ping -c 1 -w 20 10.0.0.99 | sed -n 2p
ping -c 1 -W 2 10.200.98.50 | tail -2
ping; echo $?
ping -c; echo $?
ping -c many worker232; echo $?
`);
  expect(shown).toContain(
    '0\nFrom 10.0.0.231 icmp_seq=1 Destination Host Unreachable\n1 packets transmitted, 0 received',
  );
  expect(shown).toContain('ping: usage error: Destination address required\n1\n');
  expect(shown).toContain("ping: option requires an argument -- 'c'\n");
  expect(shown).toContain("ping: invalid argument: 'many'\n2\n");
});

test('nc scans, asks by datagrams, and sends what is typed', async () => {
  const shown = await atSite(`
nc -vz 10.0.0.231 30079-30081
nc -zuv 10.200.0.10 53
printf 'GET /no HTTP/1.0\\r\\n\\r\\n' | nc 10.0.0.231 30080 | head -1
nc 2>&1 | head -1; nc -Q 2>&1 | head -1
`);
  expect(shown).toContain(
    'port 30079 (tcp) failed: Connection refused\nConnection to 10.0.0.231 30080 port [tcp/*] succeeded!\n',
  );
  expect(shown).toContain(
    'Connection to 10.200.0.10 53 port [udp/domain] succeeded!\nHTTP/1.1 404 Not Found\r\nusage: nc ',
  );
  expect(shown).toMatch(/nc: invalid option -- 'Q'\n$/);
});

test('ss and netstat tell listeners from connections', async () => {
  const shown = await atSite(`
ss -ntl | grep -c 6443
ss -tn state established | grep -c :6443
ss -lun | awk 'NR > 1 {print $4}'
ss -ltn 'sport = :10250' | wc -l
curl -s -o /dev/null 10.0.0.231:30080; ss -tan | grep -c TIME-WAIT
ss -Q 2>&1 | head -1
netstat -rn | awk '$1 == "0.0.0.0" {print $2}'
netstat -an | head -1
`);
  expect(shown).toMatch(
    /^1\n[1-9]\n127\.0\.0\.53%lo:53\n0\.0\.0\.0:8472\n2\n1\nss: invalid option -- 'Q'\n10\.0\.0\.2\n/,
  );
  expect(shown).toContain('Active Internet connections (servers and established)\n');
});

test('dig shows the parts that are wanted', async () => {
  const shown = await atSite(`
dig @10.200.0.10 +noall +answer web.default.svc.cluster.local
dig @10.200.0.10 web.default.svc.cluster.local +nocomments +nostats +noquestion +nocmd
dig @10.200.0.10 web.default.svc.cluster.local | grep -E 'WARNING|WHEN|udp'
dig +nonsense x 2>&1 | head -1
nslookup worker232 | tail -2
`);
  const line = 'web.default.svc.cluster.local.\t30\tIN\tA\t10.200.98.50\n';
  expect(shown.startsWith(line + line)).toBe(true);
  expect(shown).toContain(
    ';; WARNING: recursion requested but not available\n; EDNS: version: 0, flags:; udp: 1232\n;; WHEN: Mon Jan 05 08:',
  );
  expect(shown).toContain('Invalid option: +nonsense\nAddress: 10.0.0.232\n');
});

test('ip, arp and iptables know their smaller uses', async () => {
  const shown = await atSite(`
ip -o -4 a | awk '{print $2, $4}' | head -2
ip rule | wc -l
ssh worker233 ip netns | wc -l
ip neigh show dev eth0 | wc -l
arp -a | grep -c 'worker232 (10.0.0.232) at .* \\[ether\\] on eth0'
ip 2>&1 | head -1
iptables -V
iptables; echo $?
iptables -t broken -L; echo $?
iptables-save --wrong; echo $?
`);
  expect(shown).toMatch(/^lo 127\.0\.0\.1\/8\neth0 10\.0\.0\.231\/24\n3\n[1-9]\n2\n1\nUsage: ip /);
  expect(shown).toContain(
    "iptables v1.8.9 (nf_tables)\niptables v1.8.9 (nf_tables): no command specified\nTry `iptables -h'",
  );
  expect(shown).toContain("table 'broken' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\n3\n");
  expect(shown).toContain("iptables-save: unrecognized option '--wrong'\n");
});

test('tcpdump has a line for each packet of a request, on both sides of the machine', async () => {
  const shown = await atSite(`
timeout 5 tcpdump -i any -nn host 10.0.0.231 and port 30080 or dst port 80 -c 12 2>/dev/null > all.txt & sleep 1
curl -s -o /dev/null 10.0.0.231:30080
sleep 5
awk '{print $2, $3, $9}' all.txt | sort | uniq -c | sort -rn | head -3
tcpdump -i nosuch; echo $?
tcpdump 'bogus expression'; echo $?
tcpdump -D | head -1
`);
  expect(shown).toMatch(/eth0 In/);
  expect(shown).toContain('tcpdump: nosuch: No such device exists\n(No such device exists)\n1\n');
  expect(shown).toContain("tcpdump: can't parse filter expression: syntax error\n1\n1.any [Up, Running]\n");
});

test.each([
  ['', true],
  ['tcp', true],
  ['udp', false],
  ['port 80', true],
  ['tcp port 80 and host 10.0.0.1', true],
  ['src port 80', false],
  ['not port 80', false],
  ['! (udp or icmp)', true],
  ['dst net 10.100', true],
  ['src net 10.0.0.0/24 && dst portrange 79-81', true],
  ['host 10.0.0.9 or (src 10.0.0.1 and dst 10.100.1.2)', true],
  ['port eighty', undefined],
  ['host', undefined],
  ['( tcp', undefined],
  ['tcp port 80 extra', undefined],
])('the filter %j', (expression, expected) => {
  const header = { protocol: 'tcp', from: '10.0.0.1.40000', to: '10.100.1.2.80' } as const;
  expect(packetFilter(expression)?.(header)).toBe(expected);
});

test('a connection that is kept is one to conntrack', async () => {
  const shown = await atSite(`
for i in 1 2 3; do curl -s 10.0.0.231:30080/a 10.0.0.231:30080/b > /dev/null; done
conntrack -L -s 10.0.0.231 -d 10.0.0.231 --dport 30080 --state TIME_WAIT 2>/dev/null | wc -l
conntrack -L -p udp 2>/dev/null | wc -l
conntrack -C | grep -cE '^[0-9]+$'
conntrack --nonsense 2>&1 | head -1
`);
  expect(shown).toBe("3\n0\n1\nconntrack v1.4.8 (conntrack-tools): unknown option `--nonsense'\n");
});

test('a container has the tools of its image, and sees the rules of its network if it may', async () => {
  const shown = await atSite(`
cat <<'Y' | kubectl apply -f - > /dev/null
apiVersion: v1
kind: Pod
metadata: {name: look}
spec: {hostNetwork: true, containers: [{name: c, image: nicolaka/netshoot, command: [sleep, "9000"], securityContext: {privileged: true}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: own}
spec: {containers: [{name: c, image: nicolaka/netshoot, command: [sleep, "9000"]}]}
Y
sleep 20
kubectl exec look -- iptables -t nat -nL KUBE-SERVICES | grep -c default/web
kubectl exec look -- iptables-save | grep -c 10.200.98.50
kubectl exec own -- iptables-save; echo $?
kubectl exec own -- ip neigh | grep -c REACHABLE
kubectl exec own -- traceroute -n 10.0.0.231 | tail -1 | awk '{print $1, $2}'
kubectl -n kube-system exec ds/kube-proxy -- iptables-save | grep -c 10.200.98.50
`);
  expect(shown).toContain('1\n2\n');
  expect(shown).toContain(
    'Could not fetch rule set generation id: Permission denied (you must be root)\ncommand terminated with exit code 4\n4\n1\n2 10.0.0.231\n2\n',
  );
});
