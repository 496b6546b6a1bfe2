import type { Draft } from './draft.ts';
import type { Name } from './name.ts';

const KINDS = 'src/messages/views.ts';
const VIEWS = 'src/pages/popup/views.ts';
const SCENES = 'test/pages/states.ts';

/** A state of the popup that draws a request: view, registration, texts, scene of the gallery. */
export function addState(draft: Draft, name: Name): void {
  const { id, pascal, snake, sentence } = name;
  draft.add(`src/pages/popup/states/${pascal}.tsx`, stateCode(name));
  draft.mustNotHave(KINDS, `kind: '${id}'`);
  draft.insertAfter(
    KINDS,
    "| { readonly kind: 'expired'; readonly request: RequestView }",
    `  /** EXAMPLE, TO BE REPLACED: when it is drawn, and all that is drawn. */
  | { readonly kind: '${id}'; readonly request: RequestView }`,
  );
  draft.insertAfter(
    VIEWS,
    "expired: lazy(async () => (await import('./states/Expired.tsx')).Expired),",
    `  '${id}': lazy(async () => (await import('./states/${pascal}.tsx')).${pascal}),`,
  );
  draft.text(`${snake}_title`, 'expired_text', { en: sentence });
  draft.text(`${snake}_text`, `${snake}_title`, {
    en: 'Say here what happened, and what the user can do.',
  });
  draft.insertAfter(
    SCENES,
    "'offer-busy': { popup: OFFERS['offer-one'], busy: 'pay' },",
    `  '${id}': { popup: { ...OFFERS['offer-one'], kind: '${id}' } },`,
  );
}

/** What the user of the generator still has to do. */
export const stateTasks: readonly string[] = [
  'return it from `popupState` in src/background/api/views/popup.ts, and test that: until then no tab shows it',
  'correct its member of `PopupState` in src/messages/views.ts',
  'write the view, and the texts in every language of src/static/_locales',
  'look at its pictures: npx vitest run --project pages test/pages/gallery.test.ts',
];

/** The code that declares the new name. */
export function stateCode({ pascal, snake }: Name): string {
  return `import type { RequestView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Button, Buttons } from '../parts/request/Buttons.tsx';
import { Details } from '../parts/details/Details.tsx';
import { Heading } from '../parts/request/Heading.tsx';
import { OfferRows } from '../parts/rows/OfferRows.tsx';
import { payable } from '../parts/offers/offers.ts';

/** EXAMPLE, TO BE REPLACED: what the request asks for, and one button. */
export function ${pascal}({ request, tabId }: { request: RequestView; tabId: number }) {
  const { t, run } = useUi();
  const [offer] = payable(request);
  return (
    <>
      <Heading>{t('${snake}_title')}</Heading>
      {offer !== undefined && <OfferRows request={request} offer={offer} brief />}
      <p>{t('${snake}_text')}</p>
      <Details request={request} />
      <Buttons>
        <Button act="reload" primary onClick={() => void run('reload', { tabId })}>
          {t('new_price')}
        </Button>
      </Buttons>
    </>
  );
}
`;
}
