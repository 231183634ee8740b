import styles from './undo-toast.module.css'

/** What was done, and the way back. */
export function UndoToast({ label, onUndo }: { label: string; onUndo: (() => void) | null }) {
  return (
    <span className={styles.toast}>
      <span>{label}</span>
      {onUndo ? (
        <button type="button" className="plain" onClick={onUndo} title="U">
          Undo
        </button>
      ) : null}
    </span>
  )
}
