// Models apiserver's pkg/authentication/request/x509/x509.go (v1.35): who speaks is who the certificate of the connection names.
import { type X509Certificate, createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Requester } from '../../../preload/contract/inputs.ts';
import { userNamed } from '../../engine/api/authorization/user.ts';

export interface Certified {
  readonly user: Requester;
  /** `X509SHA256=…` */
  readonly credential: string;
}

/** Whom a certificate that `authority` has issued names; undefined when there is none. */
export function certifiedBy(socket: Socket, authority: X509Certificate): Certified | undefined {
  // What the socket itself says of it does not hold where a connection goes on with what another one has settled.
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  if (!certificate || !certificate.checkIssued(authority) || !certificate.verify(authority.publicKey)) return undefined;
  if (Date.now() > Date.parse(certificate.validTo)) return undefined;
  const { CN, O } = certificate.toLegacyObject().subject;
  const [name] = [CN].flat();
  if (name === undefined || name === '') return undefined;
  const groups = [O].flat().filter((group) => group !== undefined);
  const digest = createHash('sha256').update(certificate.raw).digest('hex');
  return { user: userNamed(name, groups), credential: `X509SHA256=${digest}` };
}
