import { sureGuess, type ImportPlan, type Question } from '#domain/import/record.ts'

/** Questions of a plan and of a dry run that have neither an answer nor a sure guess: nothing is written before. */
export function openQuestions(
  plan: ImportPlan,
  met: readonly Question[],
  answers: Readonly<Record<string, string>>,
): Question[] {
  return unanswered(plan, met, answers).filter((question) => sureGuess(question) === null)
}

/** Questions that a sure guess answers as long as nobody says otherwise. */
export function guessedQuestions(
  plan: ImportPlan,
  met: readonly Question[],
  answers: Readonly<Record<string, string>>,
): Question[] {
  return unanswered(plan, met, answers).filter((question) => sureGuess(question) !== null)
}

function unanswered(plan: ImportPlan, met: readonly Question[], answers: Readonly<Record<string, string>>): Question[] {
  const all = new Map([...plan.questions, ...met].map((question) => [question.key, question]))
  return [...all.values()].filter((question) => answers[question.key] === undefined)
}
