// Variables in a configuration of nginx, as far as they are known here.
import { pathOf } from '../http.ts';
import type { Visit } from './visit.ts';

/** A text of a configuration with the values that its variables have for a request; unknown ones are left out. */
export function filled(text: string, visit: Visit): string {
  return text.replace(/\$\{?(\w+)\}?/g, (_all, name: string) => valueOf(name, visit));
}

function valueOf(name: string, { process, request: { host, method, path: target }, path }: Visit): string {
  switch (name) {
    case 'hostname':
      return process.hostname;
    case 'server_addr':
      return process.ip;
    case 'host':
      return host.replace(/:\d+$/, '');
    case 'http_host':
      return host;
    case 'uri':
    case 'document_uri':
      return path;
    case 'request_uri':
      return target;
    case 'args':
    case 'query_string':
      return target.slice(pathOf(target).length + 1);
    case 'request_method':
      return method;
    case 'scheme':
      return 'http';
    default:
      return '';
  }
}
