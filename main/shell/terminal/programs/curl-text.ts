// What curl tells besides the answer itself: `-v`, `-w`, `-i`, and the meter of its progress.
import type { HttpResponse, RequestResult } from '../../../../preload/contract/requests.ts';
import { phraseOf } from '../../../engine/runtime/programs/http.ts';
import { SECOND } from '../../../engine/kernel/time.ts';
import { type Destination, hostHeader } from './curl-destination.ts';
import type { CurlOptions } from './curl-options.ts';

/** One request of curl's, with what came of it. */
export interface Exchange {
  readonly url: string;
  readonly to: Destination;
  readonly sent: RequestResult;
  /** Whether it went over the connection of the one before. */
  readonly isAgain: boolean;
  readonly redirects: number;
}

/** The head of an answer, with the empty line at its end. */
export function headText({ status, headers }: HttpResponse): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${phraseOf(status)}`.trimEnd(), ...fields, '', ''].join('\r\n');
}

/** What `-v` tells of the connection and of both heads. */
export function conversation({ to, sent, isAgain }: Exchange, { method, host, userAgent }: CurlOptions): string {
  const { name, address, port, path } = to;
  const { finished, response } = sent;
  const trying = isAgain
    ? [`* Found bundle for host: ${name} [serially]`, `* Re-using existing connection with host ${name}`]
    : [`*   Trying ${address}:${port}...`];
  if (finished.outcome === 'refused' || finished.outcome === 'no-route') {
    const why = finished.outcome === 'refused' ? 'Connection refused' : 'No route to host';
    const failed = [
      `* connect to ${address} port ${port} failed: ${why}`,
      `* Failed to connect to ${name} port ${port}`,
    ];
    return `${[...trying, ...failed, '* Closing connection'].join('\n')}\n`;
  }
  if (finished.outcome === 'timed-out' && !finished.podUid) return `${trying.join('\n')}\n`;
  const met = isAgain ? [] : [`* Connected to ${name} (${address}) port ${port}`];
  const asked = [`> ${method} ${path} HTTP/1.1`, `> Host: ${host ?? hostHeader(to)}`, `> User-Agent: ${userAgent}`];
  const answered = response ? headText(response).trimEnd().split('\r\n') : [];
  const end = response ? `* Connection #0 to host ${name} left intact` : '* Closing connection';
  const head = response ? [...answered.map((line) => `< ${line}`), '< '] : [];
  return `${[...trying, ...met, ...asked, '> Accept: */*', '> ', ...head, end].join('\n')}\n`;
}

/** What `-w` asks for. */
export function writtenOut(format: string, exchange: Exchange, options: CurlOptions): string {
  const values = valuesOf(exchange, options);
  return format
    .replaceAll(/%\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
    .replaceAll('%%', '%')
    .replaceAll('\\n', '\n')
    .replaceAll('\\r', '\r')
    .replaceAll('\\t', '\t');
}

function valuesOf(
  { url, to, sent, isAgain, redirects }: Exchange,
  options: CurlOptions,
): Readonly<Record<string, string>> {
  const { finished, response } = sent;
  const code = String(response?.status ?? 0).padStart(3, '0');
  const [localIp = ''] = finished.source.split(':');
  const isConnected = response !== undefined;
  const seconds = (share: number) => ((share * finished.durationUs) / SECOND).toFixed(6);
  const size = Buffer.byteLength(response?.body ?? '');
  return {
    http_code: code,
    response_code: code,
    content_type: response?.headers['Content-Type'] ?? '',
    time_total: seconds(1),
    // A third of the way and back is the connection's, the rest the request's.
    time_connect: isConnected && !isAgain ? seconds(1 / 3) : seconds(0),
    time_pretransfer: isConnected ? seconds(isAgain ? 0 : 1 / 3) : seconds(0),
    time_starttransfer: isConnected ? seconds(1) : seconds(0),
    time_namelookup: seconds(0),
    time_appconnect: seconds(0),
    time_redirect: seconds(0),
    remote_ip: isConnected ? to.address : '',
    remote_port: isConnected ? String(to.port) : '0',
    local_ip: isConnected ? localIp : '',
    num_connects: isConnected && !isAgain ? '1' : '0',
    num_redirects: String(redirects),
    size_download: options.head === 'only' ? '0' : String(size),
    size_header: String(response ? headText(response).length : 0),
    size_upload: '0',
    speed_download: String(Math.round((size * SECOND) / Math.max(1, finished.durationUs))),
    method: options.method,
    scheme: to.scheme,
    http_version: isConnected ? '1.1' : '0',
    url,
    url_effective: `${to.scheme}://${hostHeader(to)}${to.path}`,
    ssl_verify_result: '0',
  };
}

const METER_HEAD = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
`;

/** What curl shows while it writes into a file, as it stands at the end. */
export function meter({ sent }: Exchange): string {
  const size = Buffer.byteLength(sent.response?.body ?? '');
  const speed = shortly((size * SECOND) / Math.max(1, sent.finished.durationUs));
  const [total, share] = [shortly(size).padStart(5), (size > 0 ? '100' : '0').padStart(3)];
  return `${METER_HEAD}${share} ${total}  ${share} ${total}    0     0  ${speed.padStart(5)}      0 --:--:-- --:--:-- --:--:-- ${speed.padStart(5)}\n`;
}

/** At most five letters: `615`, `315k`. */
function shortly(count: number): string {
  if (count < 100_000) return String(Math.round(count));
  return count < 10_240_000 ? `${Math.round(count / 1024)}k` : `${Math.round(count / 1_048_576)}M`;
}
