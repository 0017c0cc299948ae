// Nothing in the simulated cluster is encrypted; the text has a certificate's form only.
export const ROOT_CERTIFICATE = [
  '-----BEGIN CERTIFICATE-----',
  'VGhlIGNlcnRpZmljYXRlIG9mIGEgc2ltdWxhdGVkIGNsdXN0ZXIgcHJvdmVzIG5v',
  'dGhpbmc6IG5vdGhpbmcgaW4gaXQgaXMgZW5jcnlwdGVkLg==',
  '-----END CERTIFICATE-----',
  '',
].join('\n');
