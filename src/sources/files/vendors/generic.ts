import { fields, names, type VendorSpec } from './vendor.ts'
import { genericPeople } from './generic-people.ts'

/** Any list, in English, German and French. Other vendors' tables fall back on these names. */
const STAMPS = `
  createdAt: created | created at | created date | created time | creation date | create date | date created
    | created on | opened | open date | date opened | opened on | added | added on | date added | entered on
    | entry date | engage date | erstellt | erstellt am | erstelldatum | Erstellungsdatum | angelegt | angelegt am
    | Anlagedatum | erfasst am | Erfassungsdatum | eröffnet am | créé | créé le | date de création | date création
    | ouvert le | date d ouverture | ajouté le | date d ajout | saisi le
  modifiedAt: modified | modified at | last modified | last modified date | modified time | updated | updated at
    | last updated | update time | geändert am | zuletzt geändert | Änderungsdatum | letzte Änderung | modifié
    | modifié le | date de modification | dernière modification
`
const DELETED = `
  deleted: deleted | is deleted | gelöscht | supprimé
`
const CURRENCY = `
  currency: currency | currency code | currency iso code | währung | devise | monnaie
`

export const generic: VendorSpec = {
  id: 'file',
  tables: [
    {
      object: 'deal',
      label: 'deals',
      files: names(`
        deal | deals | opportunities | opportunity | pipeline | sales pipeline | verkaufschancen | chancen
          | geschäfte | angebotsliste | affaires | opportunités | ventes
      `),
      fields: fields(`
        id: id | deal id | opportunity id | record id | datensatz-id | id d enregistrement | number | deal number
          | key | no | nr | nummer | vorgangsnummer | vorgangs nr | vorgang nr | auftragsnummer | auftrags nr
          | angebotsnummer | angebots nr | projektnummer | projekt nr | case no | ref | ref no | reference | identifiant
          | numéro | référence | n° d affaire | numéro d affaire
          | (Do Not Modify) Opportunity | (Nicht ändern) Verkaufschance | (Ne pas modifier) Opportunité
        name: name | deal name | opportunity name | deal | opportunity | title | subject | topic | deal title
          | bezeichnung | verkaufschance | name der verkaufschance | titel | projekt | projektname | geschäft | nom
          | nom de l opportunité | opportunité | affaire | transaction | nom de l affaire | intitulé | libellé
          | titre | thema | vorhaben | objet | sujet
        owner: owner | owner id | sales rep | sales agent | rep | seller | salesperson | sales person
          | account executive | assigned to | responsible | agent | ae | owner name | owner email | deal owner
          | verkäufer | vertriebsmitarbeiter | zuständig | zuständiger | inhaber | besitzer | eigentümer
          | verantwortlich | verantwortlicher | bearbeiter | mitarbeiter | betreuer | commercial | vendeur
          | propriétaire | responsable | assigné à | chargé d affaires | opportunity owner | account manager | key account manager | kundenbetreuer | vertriebler
          | außendienst | verkaufsberater | responsable commercial | ingénieur commercial | chargé de compte
          | gestionnaire | sales owner | handled by
        creator: creator | created by | erstellt von | créé par | sdr
        account: account | account name | account id | company | company name | customer | customer name | client
          | organization | organisation | organisation name | kunde | kundenname | firma | firmenname | unternehmen
          | unternehmensname | Organisation | société | entreprise | client | compte | nom du compte
          | raison sociale | potential customer | potenzieller kunde | client potentiel | interessent | auftraggeber
          | prospect
        contact: contact | contact name | contact id | contact person | primary contact | Ansprechpartner | kontakt
          | kontaktperson | interlocuteur | nom du contact
        product: product | product name | produkt | produktname | artikel | produit
        campaign: campaign | kampagne | campagne
        pipeline: pipeline | pipeline name | sales process | vertriebsprozess | processus de vente
        stage: stage | deal stage | sales stage | stage name | opportunity stage | status | deal status | phase
          | step | verkaufsphase | vertriebsphase | stufe | verkaufsstufe | stand | étape | phase de vente
          | etape de vente | statut | état
        closed: closed | is closed | geschlossen | abgeschlossen | fermé | clôturé
        won: won | is won | gewonnen | gagné | gagnée | status | deal status | outcome | result | ergebnis | statut
          | résultat
        amount: amount | value | deal value | deal amount | close value | revenue | total | price | sum | acv | tcv
          | arr | contract value | deal size | expected amount | betrag | wert | auftragswert | umsatz | volumen
          | summe | auftragssumme
          | auftragsvolumen | vertragswert | angebotssumme | angebotswert | est revenue | estimated revenue | gesch umsatz
          | geschätzter umsatz | revenu estimé | chiffre d affaires estimé | expected revenue amount | montant | valeur | chiffre d affaires | ca | prix
        probability: probability | win probability | chance | likelihood | wahrscheinlichkeit
          | abschlusswahrscheinlichkeit | probabilité
        closeDate: close date | date de signature prévue | closing date | closed date | expected close date | closed
          | closed on | close | date closed | end date | abschlussdatum | abschluss | schlusstermin
          | abschlusstermin | erwarteter abschluss | geschlossen am | date de clôture | clôture | date de fermeture
          | date de signature | clôturé le | est close date | estimated close date | forecast close date | target close date
          | expected close | planned close date | gesch abschlussdatum | geschätztes abschlussdatum | abschluss geplant
          | geplanter abschluss | geplantes abschlussdatum | zieldatum | échéance | date d échéance | échéance prévue
          | date prévue | date de clôture estimée | date de conclusion
        wonAt: won date | won at | won on | won time | date won | gewonnen am | gagné le
        lostAt: lost date | lost at | lost on | lost time | date lost | verloren am | perdu le
        stageChangedAt: stage changed | stage change date | last stage change | phase geändert am
          | date de changement d étape
        type: type | deal type | opportunity type | art | typ | geschäftsart | genre | type d affaire
        source: source | lead source | origin | quelle | leadquelle | herkunft | provenance | source du lead
          | origine
        segment: segment | region | market | markt | région | segmentation | territory
        reason: reason | loss reason | lost reason | close reason | closed lost reason | verlustgrund
          | ablehnungsgrund | grund | raison de perte | motif de perte | motif
        forecastCategory: forecast category | forecast | prognosekategorie | prévision
        nextStep: next step | nächster schritt | prochaine étape
        nextStepDate: next step due | next step date | next activity date | nächste aktivität | date de la prochaine étape
        ${STAMPS}
        ${DELETED}
        ${CURRENCY}
      `),
      needs: [
        ['stage', 'closed', 'won', 'closeDate'],
        ['amount', 'closeDate', 'stage'],
        ['name', 'id', 'account', 'owner'],
      ],
      marks: names(`
        deal stage | stage | close date | closing date | deal name | verkaufsphase | abschlussdatum | étape
          | date de clôture | close value | opportunity name | probability | wahrscheinlichkeit | probabilité
      `),
    },
    {
      object: 'dealHistory',
      label: 'stage history',
      files: names(`
        stage history | deal history | opportunity history | phasenverlauf | historie | historique
      `),
      fields: fields(`
        id: id | history id
        deal: deal | deal id | deal name | opportunity | opportunity id | opportunity name | opp id | potential id
          | verkaufschance | geschäft | opportunité | affaire
        at: changed at | date | timestamp | entered | date entered | at | since | created | created at
          | created date | created time | creation date | create date | date created | created on | opened
          | open date | engage date | erstellt | erstellt am | erstelldatum | Erstellungsdatum | angelegt am
          | Anlagedatum | eröffnet am | créé | créé le | date de création | date création | ouvert le | geändert am
          | datum | modifié le
        by: changed by | user | by | created by | geändert von | benutzer | modifié par | utilisateur
        stage: stage | new stage | to stage | deal stage | stage name | phase | neue phase | étape | nouvelle étape
        amount: amount | value | betrag | wert | montant
        closeDate: close date | date de signature prévue | abschlussdatum | date de clôture
        probability: probability | wahrscheinlichkeit | probabilité
        ${CURRENCY}
      `),
      needs: [['deal'], ['at'], ['stage']],
      marks: names(`
        changed at | date entered | new stage | old stage | to stage | from stage | neue phase | nouvelle étape
      `),
    },
    {
      object: 'dealFieldHistory',
      label: 'field history',
      files: names('field history | property history | changes | audit | änderungen | modifications'),
      fields: fields(`
        id: id
        deal: deal | deal id | deal name | opportunity | opportunity id | opportunity name | opp id | potential id
          | verkaufschance | geschäft | opportunité | affaire
        at: changed at | date | timestamp | created | created at | created date | created time | creation date
          | create date | date created | created on | opened | open date | engage date | erstellt | erstellt am
          | erstelldatum | Erstellungsdatum | angelegt am | Anlagedatum | eröffnet am | créé | créé le
          | date de création | date création | ouvert le | geändert am | datum | modifié le
        by: changed by | user | created by | geändert von | modifié par
        field: field | field name | property | attribute | feld | champ
        oldValue: old value | old | from | alter wert | ancienne valeur
        newValue: new value | new | to | neuer wert | nouvelle valeur
      `),
      needs: [['deal'], ['at'], ['field'], ['newValue', 'oldValue']],
      marks: names('old value | new value | alter wert | neuer wert | ancienne valeur | nouvelle valeur'),
    },
    ...genericPeople,
  ],
}
