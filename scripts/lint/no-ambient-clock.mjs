/** `new Date()` reads the clock; only src/platform/clock may. `new Date(value)` is a conversion and stays allowed. */
const noAmbientClock = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return
        context.report({
          node,
          message:
            'new Date() reads the clock. Take `now` as an argument, or call realNow() from #platform/clock/now.ts.',
        })
      },
    }
  },
}

export default { meta: { name: 'leadout' }, rules: { 'no-ambient-clock': noAmbientClock } }
