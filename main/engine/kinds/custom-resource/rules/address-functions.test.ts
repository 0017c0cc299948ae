import { expect, it } from 'vitest';
import { environment } from './environment.ts';

it.each([
  ["ip('10.0.0.1').family()", 4n],
  ["string(ip('2001:DB8::0:1'))", '2001:db8::1'],
  ["string(ip('::'))", '::'],
  ["string(ip('1:0:0:2:0:0:0:3'))", '1:0:0:2::3'],
  ["ip('::1') == ip('0:0:0:0:0:0:0:1')", true],
  ["ip.isCanonical('::0:1')", false],
  ["ip('127.0.0.1').isLoopback()", true],
  ["ip('0.0.0.0').isUnspecified()", true],
  ["ip('fe80::1').isLinkLocalUnicast()", true],
  ["ip('ff12::1').isLinkLocalMulticast()", true],
  ["ip('8.8.8.8').isGlobalUnicast()", true],
  ["ip('255.255.255.255').isGlobalUnicast()", false],
  ["isIP('10.0.0.01')", false],
  ["isIP('::ffff:1.2.3.4')", false],
  ["cidr('10.0.0.0/8').containsIP('10.2.3.4')", true],
  ["cidr('10.0.0.0/8').containsIP(ip('11.2.3.4'))", false],
  ["cidr('10.0.0.0/8').containsIP('fd00::1')", false],
  ["cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')", true],
  ["cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))", false],
  ["string(cidr('10.1.2.3/8').masked())", '10.0.0.0/8'],
  ["string(cidr('10.1.2.3/8').ip())", '10.1.2.3'],
  ["cidr('fd00::/64').prefixLength()", 64n],
  ["isCIDR('10.0.0.0/33')", false],
])('%s', (rule, expected) => {
  expect(environment.evaluate(rule)).toEqual(expected);
});

const wrongIp = (text: string, why: string) =>
  `IP Address "${text}" parse error during conversion from string: ParseAddr("${text}"): ${why}`;

it.each([
  ["ip('red')", wrongIp('red', 'unable to parse IP')],
  ["ip('1.2.3')", wrongIp('1.2.3', 'IPv4 address too short')],
  ["ip('1.2.3.400')", wrongIp('1.2.3.400', 'IPv4 field has value >255')],
  ["ip('1.2.x.4')", wrongIp('1.2.x.4', 'unexpected character (at \\"x.4\\")').replaceAll('\\"', '"')],
  ["ip('fe80::1%eth0')", 'IP address "fe80::1%eth0" with zone value is not allowed'],
])('%s is refused as Go refuses it', (rule, message) => {
  expect(() => environment.evaluate(rule) as unknown).toThrow(message);
});
