import { LeadoutError } from '#domain/errors.ts'
import type { Mapping } from '#domain/import/mapping.ts'
import type { ObjectKind } from '#domain/import/objects.ts'
import { OBJECTS } from '#domain/import/objects.ts'
import type { ColumnPlan, FilePlan, ImportPlan } from '#domain/import/record.ts'

/** The plan with an edited mapping laid over it. Raises `invalid` for an object or field that does not exist. */
export function applyMapping(plan: ImportPlan, mapping: Mapping | null): ImportPlan {
  if (mapping === null) return plan
  const stages = plan.stages.map((stage) => {
    const edit = mapping.stages.find(({ name }) => name === stage.name)
    if (edit === undefined) return stage
    return {
      ...stage, kind: edit.kind, confidence: 1, order: edit.order ?? stage.order,
      probability: edit.probability === undefined ? stage.probability : edit.probability,
    }
  })
  const settled = new Set(mapping.stages.map(({ name }) => `stage-kind:${name}`))
  return {
    ...plan,
    files: plan.files.map((file) => mapFile(file, mapping.files.find(({ name }) => name === file.name))),
    questions: plan.questions.filter(({ key }) => !settled.has(key)),
    stages,
    notPersons: mapping.notPersons ?? plan.notPersons,
  }
}

function mapFile(file: FilePlan, edit: Mapping['files'][number] | undefined): FilePlan {
  if (edit === undefined) return file
  const object = edit.object === undefined ? file.object : objectOf(edit.object)
  const columns = file.columns.map((column) => mapColumn(column, object, edit.columns?.find(({ header }) => header === column.header)))
  return { ...file, object, columns, key: edit.key ?? file.key, confidence: 1 }
}

function objectOf(name: string | null): ObjectKind | null {
  if (name === null) return null
  if (!Object.hasOwn(OBJECTS, name)) throw new LeadoutError('invalid', `There is no object ${name}`, { objects: Object.keys(OBJECTS) })
  return name as ObjectKind
}

function mapColumn(
  column: ColumnPlan, object: ObjectKind | null, edit: NonNullable<Mapping['files'][number]['columns']>[number] | undefined,
): ColumnPlan {
  if (edit === undefined || object === null) return column
  if (edit.field !== null && !Object.hasOwn(OBJECTS[object], edit.field)) {
    throw new LeadoutError('invalid', `${object} has no field ${edit.field}`, { fields: Object.keys(OBJECTS[object]) })
  }
  const { ignored: _, ...kept } = column
  return { ...kept, field: edit.field, confidence: 1, ...(edit.ignored && { ignored: true }), ...(edit.refBy && { refBy: edit.refBy }) }
}
