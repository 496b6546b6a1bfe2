import type { ErrorKey } from '../../../core/errors.ts';
import type { CommandName } from '../../../messages/index.ts';
import { type Failure, useUi } from '../ui.ts';

const PASSPHRASE: readonly ErrorKey[] = [
  'error_passphrase_wrong',
  'error_passphrase_wait',
  'error_passphrase_short',
];

/** What can be wrong with the text that a command took from its field. */
const TEXT: Partial<Readonly<Record<CommandName, readonly ErrorKey[]>>> = {
  'purse.import': [
    'error_private_key',
    'error_words_count',
    'error_words_unknown',
    'error_words',
    'error_phrase_exists',
  ],
  'lightning.connect': ['error_nwc_uri', 'error_nwc_key', 'error_nwc_relay'],
  'ecash.addMint': [
    'error_mint_insecure',
    'error_mint_unreachable',
    'error_mint_answer',
    'error_mint_features',
  ],
  'ecash.receive': ['error_token_invalid', 'error_token_locked', 'error_token_spent'],
  'settings.set': ['error_rpc_url'],
};

function isAbout(kind: 'passphrase' | 'text', { command, error }: Failure): boolean {
  const errors = kind === 'passphrase' ? PASSPHRASE : TEXT[command];
  return errors?.includes(error) === true;
}

/** The id of the alert that says a failure, where a field points at it. */
export function failureId(failure: Failure): string | undefined {
  return isAbout('passphrase', failure) || isAbout('text', failure) ? 'failure' : undefined;
}

/** What a field tells those who hear the page: that what is in it was refused, and where it is said why. */
export function useFieldFailure(
  kind: 'passphrase' | 'text',
  of: CommandName | undefined,
  hintId: string | undefined,
  faultId?: string,
): { readonly 'aria-invalid'?: 'true'; readonly 'aria-describedby'?: string } {
  const { failure } = useUi();
  const failed = failure !== undefined && failure.command === of && isAbout(kind, failure);
  const fault = faultId ?? (failed ? failureId(failure) : undefined);
  const about = [fault, hintId].filter((id) => id !== undefined).join(' ');
  return {
    ...(fault === undefined ? {} : { 'aria-invalid': 'true' }),
    ...(about === '' ? {} : { 'aria-describedby': about }),
  };
}
