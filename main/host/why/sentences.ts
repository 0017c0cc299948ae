// What a record says, as one English sentence.
import type { EngineInput, LinkPlace, LinkState } from '../../../preload/contract/inputs.ts';
import type { ContainerRef } from '../../../preload/contract/records.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { SECOND } from '../../engine/kernel/time.ts';
import { actorName } from './actor-names.ts';
import { changeSentence } from './change-sentences.ts';
import { type Sentence, say } from './sentence.ts';

type Params = Sentence['params'];

export function sentenceOf(record: JournalRecord): Sentence {
  const who = actorName(record.actor);
  switch (record.type) {
    case 'input-accepted':
      return inputSentence(who, record.input);
    case 'object-created':
    case 'object-updated':
    case 'object-deleted':
      return changeSentence(who, record);
    case 'pod-scheduled': {
      const { pod, node = '' } = record;
      return say('scheduled', `${who} chose ${node} for Pod ${pod}.`, { pod, node });
    }
    case 'pod-not-scheduled':
      return say('not-scheduled', `${who} found no node for Pod ${record.pod}: ${record.message}`, {
        pod: record.pod,
        message: record.message,
      });
    case 'sandbox-created':
      return say('sandbox-created', `${who} made the sandbox of Pod ${record.pod} with the address ${record.ip}.`, {
        pod: record.pod,
        ip: record.ip,
      });
    case 'sandbox-removed':
      return say('sandbox-removed', `${who} removed the sandbox of Pod ${record.pod}.`, { pod: record.pod });
    case 'image-pulled': {
      const seconds = Math.round(record.durationUs / (SECOND / 10)) / 10;
      return of(record, 'image-pulled', `${who} pulled ${record.image} in ${String(seconds)} s`, {
        image: record.image,
        seconds,
      });
    }
    case 'container-started':
      return of(record, 'container-started', `${who} started container ${record.container}`, { image: record.image });
    case 'container-exited': {
      const { container, exitCode, reason } = record;
      return of(record, 'container-exited', `Container ${container} exited with ${String(exitCode)} (${reason})`, {
        exitCode,
        reason,
      });
    }
    case 'signal-sent':
      return of(record, 'signal-sent', `${who} sent ${record.signal} to container ${record.container}`, {
        signal: record.signal,
      });
    case 'probe-answered': {
      const verdict = record.success ? 'passed' : 'failed';
      return of(record, `probe-${verdict}`, `The ${record.probe} probe of ${record.container} ${verdict}`, {
        probe: record.probe,
        message: record.message,
      });
    }
    case 'hook-started':
      return of(record, 'hook-started', `${who} began the ${record.hook} hook of container ${record.container}`, {
        hook: record.hook,
      });
    case 'hook-ended': {
      const { container, hook, success, message } = record;
      if (success) return of(record, 'hook-passed', `The ${hook} hook of container ${container} is over`, { hook });
      return of(record, 'hook-failed', `The ${hook} hook of container ${container} failed`, { hook, message });
    }
    case 'log-written':
      return of(record, 'log-written', `Container ${record.container} wrote: ${firstLine(record.text)}`, {
        text: firstLine(record.text),
      });
    case 'exec-started':
      return of(record, 'exec-started', `${who} ran ${record.argv.join(' ')} in container ${record.container}`, {
        command: record.argv.join(' '),
      });
    case 'exec-written':
      return of(record, 'exec-written', `A command in container ${record.container} wrote: ${record.text.trimEnd()}`, {
        text: record.text.trimEnd(),
      });
    case 'exec-ended':
      return of(
        record,
        'exec-ended',
        `A command in container ${record.container} ended with ${String(record.exitCode)}`,
        {
          exitCode: record.exitCode,
        },
      );
    case 'component-started':
      return say('component-started', `${record.component} came up on ${record.node}.`, placed(record));
    case 'component-stopped':
      return say('component-stopped', `${record.component} went down on ${record.node}.`, placed(record));
    case 'rules-synced': {
      const { node, changed } = record;
      const what = changed.length === 0 ? 'its rules' : `its rules for ${changed.join(', ')}`;
      return say('rules-synced', `${who} rewrote ${what}.`, { node, changed: changed.join(', ') });
    }
    case 'load-set':
      return say('load-set', `Client ${record.client} now sends ${String(record.ratePerSecond)} requests a second.`, {
        client: record.client,
        ratePerSecond: record.ratePerSecond,
      });
    case 'load-measured': {
      const { client, requests, byFailure } = record;
      const failed = Object.values(byFailure).reduce((sum, count) => sum + count, 0);
      const text = `Client ${client} sent ${String(requests)} requests, of which ${String(failed)} failed.`;
      return say('load-measured', text, { client, requests, failed });
    }
    case 'request-finished':
      return requestSentence(record);
    case 'node-powered': {
      const on = record.on ? 'on' : 'off';
      return say(`node-powered-${on}`, `The machine ${record.node} was switched ${on}.`, { node: record.node });
    }
    case 'link-changed':
      return linkSentence('link-changed', '', record);
    case 'file-changed':
      return say('file-changed', `The file ${record.path} on ${record.node} changed.`, {
        path: record.path,
        node: record.node,
      });
  }
}

function of(record: ContainerRef, sentence: string, text: string, params: Params): Sentence {
  const { pod, container } = record;
  return say(sentence, `${text} in Pod ${pod}.`, { pod, container, ...params });
}

const placed = ({ component, node }: { component: string; node: string }) => ({ component, node });

function requestSentence(record: JournalRecord & { type: 'request-finished' }): Sentence {
  const { client, destination, outcome, httpStatus = 0, why = '', backend = '' } = record;
  const params = { client, destination, outcome, httpStatus, why, backend };
  if (outcome === 'answered') {
    return say(
      'request-answered',
      `A request of ${client} to ${destination} was answered with ${String(httpStatus)}.`,
      params,
    );
  }
  const because = why === '' ? '' : `: ${why}`;
  return say(
    'request-failed',
    `A request of ${client} to ${destination} was not answered (${outcome})${because}.`,
    params,
  );
}

function inputSentence(who: string, input: EngineInput): Sentence {
  switch (input.type) {
    case 'power-on':
      return say('power-on', `${who} switched the cluster on.`, {});
    case 'apply': {
      const names = input.documents.map(({ kind = '?', metadata }) => `${kind} ${metadata?.name ?? ''}`).join(', ');
      return say('apply', `${who} applied ${names}.`, { who, names });
    }
    case 'request': {
      const { verb, resource } = input.request;
      const name = 'name' in input.request ? (input.request.name ?? '') : '';
      return say(`request-${verb}`, `${who} asked the API to ${verb} ${resource} ${name}`.trimEnd() + '.', {
        who,
        resource,
        name,
      });
    }
    case 'set-load': {
      const { name, ratePerSecond } = input.load;
      return say('set-load', `${who} let ${name} send ${String(ratePerSecond)} requests a second.`, {
        who,
        name,
        ratePerSecond,
      });
    }
    case 'send-request': {
      const { method, path, address, port } = input.request;
      const node = input.request.node || 'outside';
      const target = `http://${address}:${String(port)}${path}`;
      return say('send-request', `${who} sent ${method} ${target} from ${node}.`, { who, method, target, node });
    }
    case 'kill-container': {
      const { pod, container } = input;
      return say('kill-container', `${who} stopped container ${container} in Pod ${pod}.`, { who, pod, container });
    }
    case 'exec': {
      const { pod, container, argv } = input.exec;
      const command = argv.join(' ');
      return say('exec', `${who} asked to run ${command} in Pod ${pod}.`, { who, pod, container, command });
    }
    case 'exec-input': {
      const { pod, container, text = '', interrupt } = input.feed;
      if (interrupt) return say('exec-interrupt', `${who} pressed Ctrl-C in Pod ${pod}.`, { who, pod, container });
      return say('exec-input', `${who} typed ${text.trimEnd()} in Pod ${pod}.`, { who, pod, container, text });
    }
    case 'write-file':
      return say('write-file', `${who} wrote ${input.path} on ${input.node}.`, {
        who,
        path: input.path,
        node: input.node,
      });
    case 'move-file':
      return say('move-file', `${who} moved ${input.from} to ${input.to} on ${input.node}.`, {
        who,
        from: input.from,
        to: input.to,
        node: input.node,
      });
    case 'node-power': {
      const on = input.on ? 'on' : 'off';
      return say(`node-power-${on}`, `${who} switched ${input.node} ${on}.`, { who, node: input.node });
    }
    case 'set-link':
      return linkSentence('set-link', who, input);
    case 'disk-fill': {
      const { node, share } = input;
      const percent = Math.round(share * 100);
      return say('disk-fill', `${who} filled ${String(percent)} % of the disk of ${node}.`, { who, node, percent });
    }
    case 'kubelet-freeze': {
      const { node } = input;
      if (input.on) return say('kubelet-freeze-on', `${who} froze the kubelet of ${node}.`, { who, node });
      return say('kubelet-freeze-off', `${who} let the kubelet of ${node} go on.`, { who, node });
    }
    case 'kubelet-service': {
      const { node } = input;
      if (input.on) return say('kubelet-service-on', `${who} started the kubelet of ${node}.`, { who, node });
      return say('kubelet-service-off', `${who} stopped the kubelet of ${node}.`, { who, node });
    }
  }
}

function linkSentence(sentence: string, who: string, { node, peer, link }: LinkPlace & { link: LinkState }): Sentence {
  const where = peer === undefined ? `the cable of ${node}` : `the way between ${node} and ${peer}`;
  const ms = Math.round(link.delayUs / 1_000);
  const percent = Math.round(link.loss * 100);
  const state = link.up ? `${String(ms)} ms late, ${String(percent)} % lost` : 'nothing comes through';
  const params = { who, node, peer: peer ?? '', ms, percent };
  const kind = `${sentence}-${link.up ? 'up' : 'down'}${peer === undefined ? '' : '-between'}`;
  const text = who === '' ? `Packets on ${where}: ${state}.` : `${who} set ${where}: ${state}.`;
  return say(kind, text, params);
}

/** Of what was written in one breath the first line says enough. */
const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
