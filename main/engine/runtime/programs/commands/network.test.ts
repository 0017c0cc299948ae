import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../kernel/time.ts';
import { Rig, type RigOptions } from '../../testing/process-rig.ts';

const NAMES = { 'web.default.svc.cluster.local': '10.96.3.4' };
const SEARCHES = 'search default.svc.cluster.local svc.cluster.local cluster.local\n';
const files = { '/etc/resolv.conf': `${SEARCHES}nameserver 10.96.0.10\noptions ndots:5\n` };

function run(text: string, options: RigOptions = {}) {
  const rig = new Rig({ files, names: NAMES, ...options });
  rig.boot(['sh', '-c', text]);
  rig.runFor(60 * SECOND);
  return { ...rig.result, stderr: rig.stderr };
}

describe('nslookup', () => {
  it('of BusyBox asks for all of the search list', () => {
    const { exitCode, stdout } = run('nslookup web', { image: 'busybox:1.36' });
    expect(stdout).toContain('Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n');
    expect(stdout).toContain('Name:\tweb.default.svc.cluster.local\nAddress: 10.96.3.4\n');
    expect(stdout).toContain("** server can't find web.svc.cluster.local: NXDOMAIN\n");
    expect(exitCode).toBe(1);
    expect(run('nslookup web.default.svc.cluster.local').exitCode).toBe(0);
    expect(run('nslookup web.default').exitCode).toBe(1);
  });

  it('of BusyBox 1.28 tells the first that is found', () => {
    expect(run('nslookup web', { image: 'busybox:1.28' })).toMatchObject({
      exitCode: 0,
      stdout:
        'Server:    10.96.0.10\nAddress 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local\n\n' +
        'Name:      web\nAddress 1: 10.96.3.4 web.default.svc.cluster.local\n',
    });
    expect(run('nslookup no', { image: 'busybox:1.28' }).stderr).toBe("nslookup: can't resolve 'no'\n");
  });

  it('of BIND goes through the search list', () => {
    expect(run('nslookup web.default', { image: 'dnsutils:1.3' }).stdout).toBe(
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\tweb.default.svc.cluster.local\nAddress: 10.96.3.4\n\n',
    );
  });
});

describe('other commands of the network', () => {
  it.each([
    ['getent hosts web', '10.96.3.4       web.default.svc.cluster.local\n', 0],
    ['getent hosts nosuch', '', 2],
    ['ping -c 1 nosuch', '', 1],
    ['ip route | head -1', 'default via 10.0.0.1 dev eth0 \n', 0],
    ['ip a | grep eth0 -A2 | grep -o "inet [0-9./]*"', 'inet 10.0.0.1/24\n', 0],
    ['httpd -f -p 8080 & sleep 1; netstat -tlnp | grep -c 8080', '1\n', 0],
  ])('%s', (text, stdout, exitCode) => {
    expect(run(text)).toMatchObject({ stdout, exitCode });
  });

  it.each([
    ['dig +short web.default.svc.cluster.local', '10.96.3.4\n'],
    ['dig +short web', ''],
    ['dig +search web | grep -c "status: NOERROR"', '1\n'],
    ['host web', 'web.default.svc.cluster.local has address 10.96.3.4\n'],
    ['host no; echo $?', 'Host no not found: 3(NXDOMAIN)\n1\n'],
    ['httpd -f -p 23 & sleep 1; telnet 127.0.0.1', 'Connected to 127.0.0.1\n'],
  ])('%s says %j', (text, stdout) => {
    expect(run(text).stdout).toBe(stdout);
  });

  it('ping counts what comes back', () => {
    expect(run('ping -c 2 web; echo $?').stdout).toBe(
      'PING web (10.96.3.4): 56 data bytes\n' +
        '64 bytes from 10.96.3.4: seq=0 ttl=64 time=0.250 ms\n' +
        '64 bytes from 10.96.3.4: seq=1 ttl=64 time=0.250 ms\n\n' +
        '--- web ping statistics ---\n' +
        '2 packets transmitted, 2 packets received, 0% packet loss\n' +
        'round-trip min/avg/max = 0.250/0.250/0.250 ms\n0\n',
    );
    expect(run('ping -c 2 -W 1 10.9.9.9 | tail -1; date +%S').stdout).toBe(
      '2 packets transmitted, 0 packets received, 100% packet loss\n02\n',
    );
  });
});

describe('curl', () => {
  const folder = '/w/cgi-bin';
  const serves = {
    ...files,
    '/w/page': 'page\n',
    [`${folder}/there`]: '#!/bin/sh\nprintf "Status: 302 Found\\r\\nLocation: /page\\r\\n\\r\\n"\n',
  };
  const ask = (options: string) =>
    run(`httpd -f -p 80 -h /w & sleep 1; curl ${options}`, { files: serves, names: { site: '127.0.0.1' } });

  it.each([
    ['-s http://localhost/page', 'page\n'],
    ['-s -o /dev/null -w "%{http_code} %{remote_ip} %{size_download}" localhost/page', '200 127.0.0.1 5'],
    ['-s -o /dev/null -w "%{http_code}" localhost/cgi-bin/there', '302'],
    ['-sL localhost/cgi-bin/there', 'page\n'],
    ['-s --url localhost/page', 'page\n'],
    ['-sf localhost/no; echo $?', '22\n'],
  ])('%s', (options, stdout) => {
    expect(ask(options).stdout).toBe(stdout);
  });

  it('-v tells of both sides', () => {
    expect(ask('-sv localhost/page').stderr.split('\n').slice(0, 9)).toEqual([
      '* Host localhost:80 was resolved.',
      '* IPv6: (none)',
      '* IPv4: 127.0.0.1',
      '*   Trying 127.0.0.1:80...',
      '* Connected to localhost (127.0.0.1) port 80',
      '* using HTTP/1.x',
      '> GET /page HTTP/1.1',
      '> Host: localhost',
      '> User-Agent: curl/8.14.1',
    ]);
    expect(ask('-v localhost:81').stderr).toContain('* connect to 127.0.0.1 port 81 failed: Connection refused\n');
  });
});
