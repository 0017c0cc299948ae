// Models apiserver's pkg/cel/library/ip.go and pkg/cel/library/cidr.go (v1.35): what rules may ask of IP addresses and of
// ranges of them.
import type { Environment } from '@marcbachmann/cel-js';
import { CelCidr } from './cel-cidr.ts';
import { CelIp } from './cel-ip.ts';

/** What stands before the dot in `ip.isCanonical(text)`. */
class IpLibrary {
  isCanonical(text: string): boolean {
    return CelIp.of(text).toString() === text;
  }
}

/** Adds the functions to those that the rules of an environment may call. */
export function addAddresses(environment: Environment): void {
  environment
    .registerType('net.IP', CelIp)
    .registerType('kubernetes.IPs', IpLibrary)
    .registerConstant('ip', 'kubernetes.IPs', new IpLibrary())
    .registerFunction('kubernetes.IPs.isCanonical(string): bool', (ips: IpLibrary, text: string) =>
      ips.isCanonical(text),
    )
    .registerFunction('isIP(string): bool', (text: string) => CelIp.isOne(text))
    .registerFunction('ip(string): net.IP', (text: string) => CelIp.of(text))
    .registerFunction('string(net.IP): string', (ip: CelIp) => ip.toString())
    .registerOperator('net.IP == net.IP', (a: CelIp, b: CelIp) => a.family === b.family && a.address === b.address)
    .registerFunction('net.IP.family(): int', ({ family }: CelIp) => BigInt(family))
    .registerFunction('net.IP.isUnspecified(): bool', (ip: CelIp) => ip.isUnspecified())
    .registerFunction('net.IP.isLoopback(): bool', (ip: CelIp) => ip.isLoopback())
    .registerFunction('net.IP.isLinkLocalMulticast(): bool', (ip: CelIp) => ip.isLinkLocalMulticast())
    .registerFunction('net.IP.isLinkLocalUnicast(): bool', (ip: CelIp) => ip.isLinkLocalUnicast())
    .registerFunction('net.IP.isGlobalUnicast(): bool', (ip: CelIp) => ip.isGlobalUnicast())
    .registerType('net.CIDR', CelCidr)
    .registerOperator('net.CIDR == net.CIDR', (a: CelCidr, b: CelCidr) => a.toString() === b.toString())
    .registerFunction('isCIDR(string): bool', (text: string) => CelCidr.isOne(text))
    .registerFunction('cidr(string): net.CIDR', (text: string) => CelCidr.of(text))
    .registerFunction('string(net.CIDR): string', (cidr: CelCidr) => cidr.toString())
    .registerFunction('net.CIDR.containsIP(string): bool', (cidr: CelCidr, ip: string) => cidr.containsIp(CelIp.of(ip)))
    .registerFunction('net.CIDR.containsIP(net.IP): bool', (cidr: CelCidr, ip: CelIp) => cidr.containsIp(ip))
    .registerFunction('net.CIDR.containsCIDR(string): bool', (cidr: CelCidr, other: string) =>
      cidr.containsCidr(CelCidr.of(other)),
    )
    .registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', (cidr: CelCidr, other: CelCidr) =>
      cidr.containsCidr(other),
    )
    .registerFunction('net.CIDR.ip(): net.IP', ({ ip }: CelCidr) => ip)
    .registerFunction('net.CIDR.prefixLength(): int', ({ bits }: CelCidr) => BigInt(bits))
    .registerFunction('net.CIDR.masked(): net.CIDR', (cidr: CelCidr) => cidr.masked());
}
