import { useUi } from '../../../shared/ui.ts';
import { Button, Buttons, LinkButton } from '../request/Buttons.tsx';

/** Something that can be done in a view. `act` names it for tests. */
export type Choice = {
  readonly act: string;
  readonly label: string;
  readonly onClick: () => void;
};

/**
 * The foot of a view from what can be done there, the best first: that is the primary on the right, `leave` stands on
 * its left, and all else are links. What ends the view is the primary where there is nothing else.
 */
export function Choices({ leave, choices }: { leave?: Choice; choices: readonly Choice[] }) {
  const [first, ...others] = choices;
  const links = others.map((choice) => (
    <LinkButton key={choice.act} act={choice.act} onClick={choice.onClick}>
      {choice.label}
    </LinkButton>
  ));
  const primary = first ?? leave;
  if (primary === undefined) return <Buttons />;
  return (
    <Buttons more={links.length > 0 && links}>
      {first !== undefined && leave !== undefined && <One choice={leave} />}
      <One choice={primary} primary />
    </Buttons>
  );
}

function One({ choice, primary = false }: { choice: Choice; primary?: boolean }) {
  return (
    <Button act={choice.act} primary={primary} onClick={choice.onClick}>
      {choice.label}
    </Button>
  );
}

/** What can be done with one that has been read: nothing more, so its tab need not show it. */
export function useLeave(paymentId: string, label: 'done' | 'later', close: () => void): Choice {
  const { t, run } = useUi();
  const leave = async () => {
    const seen = await run('payment.seen', { paymentId });
    if (seen !== undefined) close();
  };
  return { act: 'done', label: t(label), onClick: () => void leave() };
}
