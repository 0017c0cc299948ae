import { X509Certificate, createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { Authority } from './authority.ts';

const now = new Date('2049-06-01T12:00:00Z');

test('issues a certificate for a server that it signs itself, and that holds for its names and addresses', () => {
  const authority = new Authority(now);
  const { certificate, key } = authority.forServer(['127.0.0.1', 'localhost']);
  const own = new X509Certificate(authority.certificate);
  const server = new X509Certificate(certificate);
  expect(own.ca).toBe(true);
  expect(own.verify(own.publicKey)).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.checkIssued(own)).toBe(true);
  expect(server.verify(own.publicKey)).toBe(true);
  expect(server.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(server.subjectAltName).toBe('IP Address:127.0.0.1, DNS:localhost');
  expect(server.checkIP('127.0.0.2')).toBeUndefined();
  expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
});

test('issues a certificate for a client, with its name and its groups', () => {
  const authority = new Authority(now);
  const client = new X509Certificate(authority.forClient('jane', ['readers', 'writers']).certificate);
  expect(client.subject).toBe('O=readers\nO=writers\nCN=jane');
  expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  expect(client.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
});

test('is valid from a day before on, also beyond the year in which times get longer', () => {
  const { certificate } = new Authority(now);
  const { validFrom, validTo } = new X509Certificate(certificate);
  expect(new Date(validFrom).toISOString()).toBe('2049-05-31T12:00:00.000Z');
  expect(new Date(validTo).toISOString()).toBe('2051-09-03T12:00:00.000Z');
});

test('two authorities do not vouch for one another', () => {
  const server = new X509Certificate(new Authority(now).forServer(['localhost']).certificate);
  expect(server.verify(new X509Certificate(new Authority(now).certificate).publicKey)).toBe(false);
});
