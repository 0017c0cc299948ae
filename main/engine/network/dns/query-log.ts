// Models plugin/log of CoreDNS (v1.13): a line for each question, in its common format.
import type { Question, Reply, ResourceRecord } from './message.ts';

const HEADER_BYTES = 12;
/** Type and class of a question; type, class, time to live and length of a record. */
const QUESTION_BYTES = 4;
const RECORD_BYTES = 10;

/** Who asks, and under which number. */
export interface Asker {
  readonly ip: string;
  readonly port: number;
  readonly id: number;
}

/** `tookUs` is how long the server took. */
export function queryLine({ ip, port, id }: Asker, question: Question, reply: Reply, tookUs: number): string {
  const asked = HEADER_BYTES + nameBytes(question.name) + QUESTION_BYTES;
  const records = [...reply.answers, ...reply.authority, ...reply.additional];
  const size = records.reduce((sum, record) => sum + recordBytes(record), asked);
  const flags = reply.code === 'SERVFAIL' || reply.code === 'REFUSED' ? 'qr,rd' : 'qr,aa,rd';
  const seconds = (tookUs / 1_000_000).toFixed(9).replace(/0+$/, '');
  return (
    `[INFO] ${ip}:${port} - ${id} "${question.type} IN ${question.name}. udp ${asked} false 512" ` +
    `${reply.code} ${flags} ${size} ${seconds}s`
  );
}

/** A name as it is sent: each label with its length, and an empty one at the end. */
const nameBytes = (name: string) => name.length + 2;

function recordBytes({ name, type, data }: ResourceRecord): number {
  return nameBytes(name) + RECORD_BYTES + dataBytes(type, data);
}

function dataBytes(type: ResourceRecord['type'], data: string): number {
  const words = data.split(' ');
  switch (type) {
    case 'A':
      return 4;
    case 'AAAA':
      return 16;
    case 'SRV':
      return 6 + nameBytes(words[3] ?? '');
    case 'SOA':
      return nameBytes(words[0] ?? '') + nameBytes(words[1] ?? '') + 20;
    case 'TXT':
      return data.length - 1;
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return nameBytes(data);
  }
}
