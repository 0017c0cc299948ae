// A certificate authority of the API server's own. It lives as long as the server listens and is written nowhere: only its
// certificate goes into the kubeconfig.
import { generateKeyPairSync } from 'node:crypto';
import { type CertificateRequest, type Issuer, issue } from './certificate.ts';

const DAY_MS = 24 * 3_600_000;
/** Clocks of clients may be behind by so much. */
const SLACK_MS = DAY_MS;
const VALID_DAYS = 825;

/** A certificate with its key; PEM both. */
export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

export class Authority {
  /** PEM. */
  readonly certificate: string;
  readonly #issuer: Issuer;
  readonly #from: Date;

  /** `now` is the time on the wall, by which clients judge. */
  constructor(now: Date) {
    const keys = newKeys();
    this.#from = new Date(now.getTime() - SLACK_MS);
    const subject = { commonName: 'kubarium' };
    this.#issuer = { subject, ...keys };
    this.certificate = issue(this.#request({ subject, publicKey: keys.publicKey, use: 'authority' }), this.#issuer);
  }

  /** For a server that is found under these names and addresses. */
  forServer(names: readonly string[]): Certified {
    return this.#certify({ subject: { commonName: 'kube-apiserver' }, use: 'server', names });
  }

  /** For somebody who speaks by this name, and belongs to these groups. */
  forClient(commonName: string, organizations: readonly string[]): Certified {
    return this.#certify({ subject: { commonName, organizations }, use: 'client' });
  }

  #certify(wanted: Omit<CertificateRequest, 'publicKey' | 'from' | 'until'>): Certified {
    const { publicKey, privateKey } = newKeys();
    const certificate = issue(this.#request({ ...wanted, publicKey }), this.#issuer);
    return { certificate, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }

  #request(wanted: Omit<CertificateRequest, 'from' | 'until'>): CertificateRequest {
    return { ...wanted, from: this.#from, until: new Date(this.#from.getTime() + VALID_DAYS * DAY_MS) };
  }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
