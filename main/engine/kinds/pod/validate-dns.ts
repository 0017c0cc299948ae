// Models validatePodDNSConfig and ValidateHostAliases in pkg/apis/core/validation/validation.go (v1.35).
import type { HostAlias, PodSpec } from '../../api/generated/types.ts';
import { subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required } from '../faults.ts';
import { validateIp } from '../value-rules.ts';
import type { Written } from '../written.ts';

const NAMESERVERS_MAX = 3;
const SEARCHES_MAX = 32;
const SEARCH_CHARACTERS_MAX = 2048;

/** The configuration of a spec at `path`, and what policy `None` demands of it. */
export function validateDnsConfig(path: string, { dnsPolicy, dnsConfig }: Written<PodSpec>): FieldError[] {
  const field = `${path}.dnsConfig`;
  if (!dnsConfig) {
    if (dnsPolicy !== 'None') return [];
    return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')];
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    return [required(`${field}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  return [
    ...(nameservers.length > NAMESERVERS_MAX
      ? [invalid(`${field}.nameservers`, nameservers, `must not have more than ${NAMESERVERS_MAX} nameservers`)]
      : []),
    ...nameservers.flatMap((address, index) => validateIp(`${field}.nameservers[${index}]`, address)),
    ...validateSearches(`${field}.searches`, searches),
    ...options.flatMap(({ name = '' }, index) =>
      name === '' ? [required(`${field}.options[${index}]`, 'must not be empty')] : [],
    ),
  ];
}

function validateSearches(path: string, searches: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  if (searches.length > SEARCHES_MAX) {
    errors.push(invalid(path, searches, `must not have more than ${SEARCHES_MAX} search paths`));
  }
  if (searches.join(' ').length > SEARCH_CHARACTERS_MAX) {
    const fault = `must not have more than ${SEARCH_CHARACTERS_MAX} characters (including spaces) in the search list`;
    errors.push(invalid(path, searches, fault));
  }
  const faulty = searches.flatMap((search, index) =>
    search === '.' ? [] : validateSearch(`${path}[${index}]`, search.replace(/\.$/, '')),
  );
  return [...errors, ...faulty];
}

/** Unlike names of hosts, domains to search may have underscores. */
const SEARCH_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SEARCH_PATTERN = `${SEARCH_LABEL}(\\.${SEARCH_LABEL})*`;
const SEARCH_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start " +
  `and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SEARCH_PATTERN}')`;

function validateSearch(field: string, search: string): FieldError[] {
  return [
    ...(search.length > 253 ? [invalid(field, search, 'must be no more than 253 characters')] : []),
    ...(new RegExp(`^${SEARCH_PATTERN}$`).test(search) ? [] : [invalid(field, search, SEARCH_TEXT)]),
  ];
}

export function validateHostAliases(path: string, aliases: readonly Written<HostAlias>[]): FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, index) => [
    ...validateIp(`${path}[${index}].ip`, ip),
    ...hostnames.flatMap((name, position) =>
      invalidFor(`${path}[${index}].hostnames[${position}]`, name, subdomainFaults(name)),
    ),
  ]);
}
