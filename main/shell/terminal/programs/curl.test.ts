// curl as it is typed at a machine: several URLs, wrong options, TLS, files and tries.
import { expect, test } from 'vitest';
import { atSite } from './testing.ts';

test('URLs of one server that follow each other share a connection, which stays with its Pod', async () => {
  const urls = Array.from({ length: 12 }, (_, index) => `10.0.0.231:30080/${index}`).join(' ');
  const { shown, held } = await atSite(`
curl -s -w '%{num_connects}\\n' ${urls} 10.0.0.232:30080 | grep -E '^[01]$' | sort | uniq -c
curl -sv 10.0.0.231:30080 10.0.0.231:30080/no 2>&1 | grep -c Re-using
`);
  expect(shown).toMatch(/^ +11 0\n +2 1\n1\n$/);
  const own = held.logBook.traffic.at('master231', 0).filter(({ path }) => /^\/\d+$/.test(path));
  expect(own.map(({ kept }) => kept?.request)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  expect(new Set(own.map(({ podUid }) => podUid)).size).toBe(1);
  expect(new Set(own.map(({ sourcePort }) => sourcePort)).size).toBe(1);
});

test('words that curl does not know end it with its own words', async () => {
  const { shown } = await atSite(`
curl; echo $?
curl -m; echo $?
curl -m soon 10.0.0.231; echo $?
curl -S; echo $?
curl gopher://10.0.0.231; echo $?
curl 10.0.0.231:99999; echo $?
curl -V | head -1
`);
  const tries = "curl: try 'curl --help' or 'curl --manual' for more information\n2\n";
  expect(shown).toBe(
    [
      tries,
      `curl: option -m: requires parameter\n${tries}`,
      `curl: option -m: expected a proper numerical parameter\n${tries}`,
      `curl: (2) no URL specified\n${tries}`,
      'curl: (1) Protocol "gopher" not supported or disabled in libcurl\n1\n',
      'curl: (3) URL rejected: Port number was not a decimal number between 0 and 65535\n3\n',
      'curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0\n',
    ].join(''),
  );
});

test('who speaks TLS is met with TLS alone', async () => {
  const { shown } = await atSite(`
curl https://10.0.0.231:30080; echo $?
curl -s https://10.0.0.231:6443/healthz; echo $?
curl -sk https://10.0.0.231:6443/healthz; echo " $?"
curl -s http://10.0.0.231:6443/healthz -w '%{http_code}\\n'
curl -s --cacert /etc/kubernetes/pki/ca.crt https://10.0.0.231:6443/healthz; echo
`);
  expect(shown).toBe(
    'curl: (35) OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number\n35\n60\nok 0\n' +
      'Client sent an HTTP request to an HTTPS server.\n400\nok\n',
  );
});

test('answers go into files, and names where they are told to', async () => {
  const { shown } = await atSite(`
curl -s -O 10.0.0.231:30080/index.html; grep -c '<title>' index.html
curl -sD head.txt -o /dev/null 10.0.0.231:30080; head -1 head.txt
curl -s --resolve shop.example:30080:10.0.0.232 http://shop.example:30080 -o page -w '%{http_code} %{remote_ip} %{size_download} %{url_effective}\\n'
curl -o page 10.0.0.231:30080 2>&1 | head -1
curl -s --fail-with-body 10.0.0.231:30080/no | grep -c 404; curl -sS --fail 10.0.0.231:30080/no; echo $?
`);
  expect(shown).toMatch(/^1\nHTTP\/1\.1 200 OK\r\n200 10\.0\.0\.232 \d+ http:\/\/shop\.example:30080\/\n {2}% Total/);
  expect(shown).toContain('curl: (22) The requested URL returned error: 404\n22\n');
});

test('--retry tries again what may pass', async () => {
  const { shown } = await atSite(`
curl --retry 2 -m 1 10.0.0.99; echo $?
curl -s --retry 1 --retry-connrefused --retry-delay 3 10.0.0.231:31111; echo $?
`);
  expect(shown).toBe(
    'Warning: Problem: timeout. Will retry in 1 second. 2 retries left.\n' +
      'Warning: Problem: timeout. Will retry in 2 seconds. 1 retry left.\n' +
      'curl: (28) Connection timed out after 1000 milliseconds\n28\n7\n',
  );
});
