import type { TreeNode, TreePart } from '../../../inspect/tree/node.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { Copy } from '../../shared/display/Copy.tsx';
import { useUi } from '../../shared/ui.ts';

/** A header or body: its fields with their meanings beside the bytes that they were read from. */
export function Part({ part }: { part: TreePart }) {
  const { t } = useUi();
  const { where, raw, nodes } = part;
  return (
    <section class="part">
      <h3>
        <bdi>{where}</bdi>
      </h3>
      <div class="beside">
        <div class="fields">
          {nodes.length === 0 ? (
            <p class="muted">{t('dev_not_decoded')}</p>
          ) : (
            <Tree nodes={nodes} label={where} />
          )}
        </div>
        <Raw title={t('dev_raw_of', where)} text={raw} />
      </div>
    </section>
  );
}

/** Fields with values, meanings and links, each under the one that holds it. */
export function Tree({ nodes, label }: { nodes: readonly TreeNode[]; label: string }) {
  const { t } = useUi();
  return (
    <table class="tree" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('dev_field')}</th>
          <th scope="col">{t('dev_value')}</th>
          <th scope="col">{t('dev_meaning')}</th>
        </tr>
      </thead>
      <tbody>
        <Lines nodes={nodes} depth={0} path="" />
      </tbody>
    </table>
  );
}

/** Deeper lines are not moved further in: the column would have no room. */
const DEEPEST = 6;

function Lines(props: { nodes: readonly TreeNode[]; depth: number; path: string }) {
  const { nodes, depth, path } = props;
  return (
    <>
      {nodes.map((node, at) => {
        const key = `${path}/${at}`;
        return [
          <Line key={key} node={node} depth={depth} />,
          ...(node.children === undefined
            ? []
            : [<Lines key={`${key}/`} nodes={node.children} depth={depth + 1} path={key} />]),
        ];
      })}
    </>
  );
}

function Line({ node, depth }: { node: TreeNode; depth: number }) {
  const { t } = useUi();
  const { field, value, meaning, link, encoding, children } = node;
  return (
    <tr class={field === '!' ? 'fault' : undefined}>
      <th scope="row" class={`depth-${Math.min(depth, DEEPEST)}`}>
        <bdi class="mono">{printable(field)}</bdi>
      </th>
      <td>
        {children === undefined || encoding === undefined ? (
          <bdi class="mono">{printable(value ?? '')}</bdi>
        ) : (
          <span class="muted">{t('dev_encoded', encoding)}</span>
        )}
      </td>
      <td>
        {meaning !== undefined && t(meaning)}{' '}
        {link !== undefined && (
          <a
            href={link}
            target="_blank"
            rel="noreferrer"
            aria-label={t('dev_spec_of', field)}
            title={t('dev_spec')}
          >
            ↗
          </a>
        )}
      </td>
    </tr>
  );
}

/** Text as it came, to be selected and copied. */
export function Raw({ title, text }: { title: string; text: string }) {
  const { t } = useUi();
  return (
    <figure class="raw-part">
      <figcaption>
        <span>{title}</span> <Copy text={text} label={t('dev_copy_of', title)} />
      </figcaption>
      <RawText title={title} text={text} />
    </figure>
  );
}

/** The most lines that are shown before they scroll, and how many characters fill one. */
const LINES = 16;
const COLUMNS = 54;

function linesOf(text: string): number {
  const lines = text.slice(0, LINES * COLUMNS).split('\n');
  const sum = lines.reduce((all, line) => all + Math.max(1, Math.ceil(line.length / COLUMNS)), 0);
  return Math.min(LINES, sum);
}

/** Selectable, and scrolled by keyboard, in every browser. */
export function RawText({ title, text }: { title: string; text: string }) {
  return (
    <textarea
      readOnly
      class="raw"
      dir="ltr"
      spellcheck={false}
      rows={linesOf(text)}
      aria-label={title}
      value={printable(text)}
    />
  );
}
