//! The kits and portals of a large desk, made by the use cases of the desk.

use super::dice::Dice;
use crate::failure::Failure;
use app::{
    App, Viewer,
    edit_kit::{self, KitDraft, SectionDraft},
    edit_portal::{self, PortalDraft},
    form::read_questions,
    refusal::Faults,
};
use domain::{Answer, AnswerValue, AssetId, KitId, Policy, PortalId, PortalPolicy, Privacy, Slug, place::PolicySource};
use serde_json::json;

/// A kit that requests and downloads may be about.
pub struct Kit {
    pub id: KitId,
    pub privacy: Privacy,
    pub policy: Policy,
    pub assets: Vec<AssetId>,
    /// Whether its form asks the [questions](answers).
    pub asks: bool,
    /// The portals that gather it, with the policy of those that don't inherit.
    pub portals: Vec<(PortalId, Option<Policy>)>,
}

impl Kit {
    /// Whether visitors see it without a word.
    pub fn is_public(&self) -> bool {
        self.privacy == Privacy::Public
    }

    /// How somebody came to it: through a portal perhaps, with the policy that counts then and whose it is.
    pub fn way_in(&self, dice: &mut Dice) -> (Option<PortalId>, Policy, PolicySource) {
        if self.portals.is_empty() || dice.percent(35) {
            return (None, self.policy, PolicySource::Kit(self.id));
        }
        match dice.one_of(&self.portals) {
            (portal, Some(policy)) => (Some(portal), policy, PolicySource::Portal(portal)),
            (portal, None) => (Some(portal), self.policy, PolicySource::Kit(self.id)),
        }
    }
}

const THEMES: [&str; 25] = [
    "Press photographs",
    "Brand",
    "Storm season",
    "Harbour lights",
    "The keeper’s year",
    "Tide tables",
    "Salt and silver",
    "Eelgrass",
    "Birds of the flats",
    "Open day",
    "The drowned village",
    "Children’s workshop",
    "Annual report",
    "Sound of fog",
    "Restoration of the pier",
    "Annäherung ans Watt",
    "Les gens de l’estran",
    "Відплив",
    "حكايات البحر",
    "海の道具",
    "Charts and logs",
    "Ferry centenary",
    "Exhibition posters",
    "Night watch",
    "Lecture slides",
];
const POLICIES: [Policy; 20] = {
    use Policy::{Approval, Disabled, NoApproval, Open, PerAssetApproval};
    [
        Approval,
        Approval,
        Approval,
        Approval,
        Approval,
        Approval,
        Approval,
        Approval,
        Approval,
        PerAssetApproval,
        PerAssetApproval,
        PerAssetApproval,
        PerAssetApproval,
        PerAssetApproval,
        NoApproval,
        NoApproval,
        Open,
        Open,
        Open,
        Disabled,
    ]
};
const OPTIONS: [&str; 6] = ["Print", "Online", "Broadcast", "Book", "Exhibition", "Teaching"];
const USE: &str = "What is it for?";
const EMBARGO: &str = "We keep to the embargo";
const WHERE: &str = "Where will it appear?";

/// What somebody answers to the questions of a kit that asks some.
pub fn answers(dice: &mut Dice, appears: &str) -> Vec<Answer> {
    let answer = |id: &str, label: &str, kind: &str, value| Answer {
        id: id.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        value,
    };
    vec![
        answer("use", USE, "choice", AnswerValue::Text(OPTIONS[dice.skewed(OPTIONS.len())].to_owned())),
        answer("where", WHERE, "text", AnswerValue::Text(appears.to_owned())),
        answer("embargo", EMBARGO, "checkbox", AnswerValue::Ticked(dice.percent(70))),
    ]
}

/// Makes the kit of this number.
pub async fn kit(
    app: &App,
    manager: &Viewer,
    number: usize,
    assets: &[AssetId],
    dice: &mut Dice,
) -> Result<Kit, Failure> {
    let theme = THEMES[number % THEMES.len()];
    let policy = dice.one_of(&POLICIES);
    let privacy = if dice.percent(82) { Privacy::Public } else { Privacy::Private };
    let asks = dice.percent(30);
    let size = 12 + dice.skewed(180);
    let chosen: Vec<AssetId> = dice.some(size, assets.len()).into_iter().map(|at| assets[at]).collect();
    let sections = 1 + dice.below(4);
    let section = |(at, assets): (usize, &[AssetId])| SectionDraft {
        title: if at == 0 { String::new() } else { format!("Part {at}") },
        text: String::new(),
        assets: assets.to_vec(),
    };
    let mut faults = Faults::default();
    let questions = json!([
        {"id": "use", "label": USE, "kind": "choice", "options": OPTIONS, "required": true},
        {"id": "where", "label": WHERE, "kind": "text"},
        {"id": "embargo", "label": EMBARGO, "kind": "checkbox"},
    ]);
    let slug = Slug::of_title(theme).map_or_else(|| "kit".to_owned(), |slug| slug.to_string());
    let draft = KitDraft {
        title: Some(format!("{theme}, {}", number + 1)),
        slug: Some(format!("{slug}-{}", number + 1)),
        description: Some(format!("{theme}: {} files for editors, teachers and makers.", chosen.len())),
        privacy: Some(privacy),
        policy: Some(policy),
        questions: asks.then(|| read_questions(&questions, "/questions", &mut faults)),
        sections: Some(chosen.chunks(chosen.len().div_ceil(sections).max(1)).enumerate().map(section).collect()),
        ..KitDraft::default()
    };
    let id = edit_kit::create(app, manager, draft, faults).await?.id;
    Ok(Kit { id, privacy, policy, assets: chosen, asks, portals: vec![] })
}

/// Makes the portal of this number, and says so to the kits that it gathers.
pub async fn portal(
    app: &App,
    manager: &Viewer,
    number: usize,
    kits: &mut [Kit],
    dice: &mut Dice,
) -> Result<PortalId, Failure> {
    let policy = match dice.below(10) {
        0 => PortalPolicy::Approval,
        1 => PortalPolicy::PerAssetApproval,
        _ => PortalPolicy::Inherit,
    };
    let count = 4 + dice.below(16);
    let gathered = dice.some(count, kits.len());
    let title = format!("{} for friends, {}", THEMES[(number * 7 + 3) % THEMES.len()], number + 1);
    let draft = PortalDraft {
        title: Some(title),
        slug: Some(format!("portal-{}", number + 1)),
        introduction: Some("What the museum gives away, gathered for those who ask for it most.".to_owned()),
        accent: Some(Some(dice.one_of(&["#1f5f8b", "#8b3a1f", "#2f6b3c", "#5b3a8b"]).to_owned())),
        privacy: Some(if dice.percent(85) { Privacy::Public } else { Privacy::Private }),
        policy: Some(policy),
        kits: Some(gathered.iter().map(|at| kits[*at].id).collect()),
        ..PortalDraft::default()
    };
    let id = edit_portal::create(app, manager, draft, Faults::default()).await?.id;
    for at in gathered {
        kits[at].portals.push((id, policy.own()));
    }
    Ok(id)
}
