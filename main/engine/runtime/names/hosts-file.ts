// `/etc/hosts`: names that are known without asking anybody.

/** The addresses of a name in the order of the file; those of IPv4, or of IPv6. */
export function addressesIn(text: string, name: string, family: 4 | 6 = 4): readonly string[] {
  const wanted = name.toLowerCase();
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    const isIpv6 = address.includes(':');
    return isIpv6 === (family === 6) && names.some((each) => each.toLowerCase() === wanted) ? [address] : [];
  });
}

/** The name that stands first behind an address. */
export function nameOfAddress(text: string, address: string): string | undefined {
  for (const line of text.split('\n')) {
    const [first, name] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (first === address) return name;
  }
  return undefined;
}
