import { Section } from '#ui/frame/page-head.tsx'
import { formatDate } from '#ui/format/time.ts'
import type { MetricMeaning } from '../../metric-figure.ts'
import styles from './metric.module.css'
import { FAMILY_WORDS } from '../../metric-words.tsx'
import { KIND_WORDS, listWords, servedWords, VALENCE_WORDS, windowWords } from './definition-words.ts'

/** What a metric means, in the version that is in force. */
export function Definition({ meaning }: { meaning: MetricMeaning }) {
  return (
    <Section title="Definition" aside={versionWords(meaning)}>
      <p className={styles.words}>{meaning.words}</p>
      <dl className={styles.facts}>
        <div>
          <dt>Counted as</dt>
          <dd>{KIND_WORDS[meaning.kind]}</dd>
        </div>
        <div>
          <dt>Days</dt>
          <dd>{windowWords(meaning.window)}</dd>
        </div>
        <div>
          <dt>Rows</dt>
          <dd>{listWords(meaning.rows)}</dd>
        </div>
        <div>
          <dt>Counts on</dt>
          <dd>{listWords(meaning.time)}</dd>
        </div>
        <div>
          <dt>For</dt>
          <dd>{listWords(meaning.credit)}</dd>
        </div>
        <div>
          <dt>Against</dt>
          <dd>{meaning.comparison}</dd>
        </div>
        <div>
          <dt>Better</dt>
          <dd>{VALENCE_WORDS[meaning.valence]}</dd>
        </div>
        <div>
          <dt>Family</dt>
          <dd>{FAMILY_WORDS[meaning.family]}</dd>
        </div>
        <div>
          <dt>Serves</dt>
          <dd>{servedWords(meaning.roles)}</dd>
        </div>
        <div>
          <dt>Id</dt>
          <dd>
            <code>{meaning.id}</code>
          </dd>
        </div>
      </dl>
      {meaning.earlier.length > 0 && (
        <dl className={styles.facts}>
          {meaning.earlier.map((before) => (
            <div key={before.version}>
              <dt>{versionWords(before)}</dt>
              <dd>{before.words}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

function versionWords({ version, since }: Pick<MetricMeaning, 'version' | 'since'>): string {
  return `version ${version}, since ${formatDate(since, { year: true })}`
}
