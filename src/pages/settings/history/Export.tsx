import { saveFile } from '../../shared/save-file.ts';
import { useUi } from '../../shared/ui.ts';

/** All records as a file, for the user to keep. */
export function Export() {
  const { t, run, busy } = useUi();
  const press = async () => {
    const parts: string[] = [];
    let next: string | undefined;
    do {
      const part = await run('payment.export', next === undefined ? null : { before: next });
      if (part === undefined) return;
      parts.push(part.json.slice(1, -1));
      next = part.next;
    } while (next !== undefined);
    saveFile('farebox-payments.json', 'application/json', `[${parts.join(',')}]`);
  };
  return (
    <button
      type="button"
      class="copy"
      data-act="export"
      disabled={busy !== undefined}
      onClick={() => void press()}
    >
      {t('export')}
    </button>
  );
}
