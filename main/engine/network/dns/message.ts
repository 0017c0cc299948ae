// Questions and answers of the domain name system, as far as clusters use them. Names are in small letters and in full,
// without the dot at their end.

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR' | 'TXT' | 'NS' | 'SOA';

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

export interface ResourceRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttlSeconds: number;
  /** As `dig` prints it, names without their last dot. */
  readonly data: string;
}

export type ReplyCode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

export interface Reply {
  readonly code: ReplyCode;
  readonly answers: readonly ResourceRecord[];
  /** Who speaks for the zone, where there is nothing else to tell. */
  readonly authority: readonly ResourceRecord[];
  /** Addresses of the names among the answers. */
  readonly additional: readonly ResourceRecord[];
}

/** A reply that tells nothing but its code. */
export function bare(code: ReplyCode): Reply {
  return { code, answers: [], authority: [], additional: [] };
}
