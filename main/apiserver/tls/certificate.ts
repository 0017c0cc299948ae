// X.509 certificates (RFC 5280) with keys on the curve P-256: what a cluster's own authority issues.
import { Buffer } from 'node:buffer';
import { type KeyObject, createHash, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { bits, integer, octets, oid, sequence, set, tagged, time, truth, utf8 } from './der.ts';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;
/** Bits of the key usage: may sign certificates; may sign what it says itself. */
const SIGNS_CERTIFICATES = 0x04;
const SIGNS = 0x80;
const SERIAL_BYTES = 16;
const VERSION_3 = Buffer.from([2]);
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** Who a certificate is about. */
export interface Subject {
  readonly commonName: string;
  /** The groups of a client. */
  readonly organizations?: readonly string[] | undefined;
}

export interface CertificateRequest {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly from: Date;
  readonly until: Date;
  readonly use: 'authority' | 'server' | 'client';
  /** Names and addresses under which a server is found. */
  readonly names?: readonly string[] | undefined;
}

export interface Issuer {
  readonly subject: Subject;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Makes the certificate that was asked for; PEM. */
export function issue(request: CertificateRequest, issuer: Issuer): string {
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const body = sequence(
    tagged(0, integer(VERSION_3)),
    integer(serialNumber()),
    algorithm,
    nameOf(issuer.subject),
    sequence(time(request.from), time(request.until)),
    nameOf(request.subject),
    publicKeyInfo(request.publicKey),
    tagged(3, sequence(...extensionsOf(request, issuer))),
  );
  return pem(sequence(body, algorithm, bits(sign('sha256', body, issuer.privateKey))));
}

/** Never zero in front, which would have to be left out. */
function serialNumber(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

const nameOf = ({ commonName, organizations = [] }: Subject): Buffer =>
  sequence(
    ...organizations.map((organization) => set(sequence(oid(OID.organization), utf8(organization)))),
    set(sequence(oid(OID.commonName), utf8(commonName))),
  );

const PURPOSE = { server: OID.serverAuth, client: OID.clientAuth } as const;

function extensionsOf({ use, names, publicKey }: CertificateRequest, issuer: Issuer): Buffer[] {
  const usage = use === 'authority' ? SIGNS_CERTIFICATES | SIGNS : SIGNS;
  return [
    critical(OID.keyUsage, bits(Buffer.from([usage]), use === 'authority' ? 2 : 7)),
    critical(OID.basicConstraints, use === 'authority' ? sequence(truth()) : sequence()),
    extension(OID.subjectKeyId, octets(keyId(publicKey))),
    extension(OID.authorityKeyId, sequence(tagged(0, keyId(issuer.publicKey), false))),
    ...(use === 'authority' ? [] : [extension(OID.extendedKeyUsage, sequence(oid(PURPOSE[use])))]),
    ...(names ? [extension(OID.alternativeNames, sequence(...names.map(alternativeName)))] : []),
  ];
}

const critical = (id: string, content: Buffer): Buffer => sequence(oid(id), truth(), octets(content));
const extension = (id: string, content: Buffer): Buffer => sequence(oid(id), octets(content));

function alternativeName(name: string): Buffer {
  if (isIPv4(name)) return tagged(IP_ADDRESS, Buffer.from(name.split('.').map(Number)), false);
  if (isIPv6(name)) throw new Error(`certificate: ${name}: addresses are IPv4`);
  return tagged(DNS_NAME, Buffer.from(name), false);
}

const publicKeyInfo = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const keyId = (key: KeyObject): Buffer => createHash('sha1').update(publicKeyInfo(key)).digest();

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
