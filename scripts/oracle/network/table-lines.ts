// Rule tables as lists of lines that can be compared: each says where it stands, and what is chance in a kernel is left
// out. The order counts only where it is fixed: inside the chains of one Service.

/** Addresses that only the recording machines had. */
const CONTROL_NETWORK = /\b172\.31\.0\.\d+/;
/** Chains to which all Services add, in the order of a Go map. */
const SHARED = new Set(['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-EXTERNAL-SERVICES', 'KUBE-PROXY-FIREWALL']);

/** Chains and rules of `iptables-save`. */
export function iptablesLines(text: string): readonly string[] {
  const places = new Map<string, number>();
  let table = '';
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('*')) table = line;
    if (line.startsWith(':')) return [`${table} ${line.replace(/ \[.*/, '')}`];
    if (!line.startsWith('-A ')) return [];
    const chain = line.split(' ')[1] ?? '';
    const place = (places.get(table + chain) ?? 0) + 1;
    places.set(table + chain, place);
    return [`${table} ${SHARED.has(chain) ? '' : `${place}: `}${line}`];
  });
}

/** Sets, maps, elements, chains and rules of `nft list table`. */
export function nftLines(text: string): readonly string[] {
  const joined = text.replaceAll(/,\n\t+ +/g, ', ');
  let block = '';
  let place = 0;
  return joined.split('\n').flatMap((raw) => {
    const line = raw.trim();
    if (/^(set|map|chain|table) .*\{$/.test(line)) {
      block = line.slice(0, -2);
      place = 0;
      return [block];
    }
    if (line === '' || line === '}') return [];
    const elements = /^elements = \{ (.*) \}$/.exec(line)?.[1];
    if (elements !== undefined)
      return elements.split(/, (?=\S+ (?:\. |: )|\d+\.\d+\.\d+\.\d+(?:,|$))/).map((one) => `${block} element ${one}`);
    place += 1;
    return [`${block} ${place}: ${line}`];
  });
}

/** Virtual servers and, each with its own, real servers of `ipvsadm -ln`. */
export function ipvsLines(text: string): readonly string[] {
  let server = '';
  return text
    .split('\n')
    .flatMap((line) => {
      if (/^(TCP|UDP|SCTP) /.test(line)) {
        server = line;
        return [server];
      }
      return line.startsWith('  -> ') && server !== '' ? [`${server} ${line.trim().replaceAll(/ +/g, ' ')}`] : [];
    })
    .filter((line) => !CONTROL_NETWORK.test(line));
}

/** Sets for IPv4 and their members of `ipset list`. */
export function ipsetLines(text: string): readonly string[] {
  return text
    .split('\n\n')
    .flatMap((block) => {
      const [name = '', type = ''] = block.trim().split('\n');
      if (name.startsWith('Name: KUBE-6-') || name === '') return [];
      const members = block
        .trim()
        .split('\n')
        .slice(block.trim().split('\n').indexOf('Members:') + 1);
      return [`${name} ${type}`, ...members.map((member) => `${name} ${member}`)];
    })
    .filter((line) => !CONTROL_NETWORK.test(line));
}

/** Addresses of `ip -brief address`. */
export function interfaceLines(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .slice(2)
    .map((address) => `kube-ipvs0 ${address}`);
}
