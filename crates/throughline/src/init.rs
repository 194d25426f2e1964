//! `throughline init`: a new instance, its national body, a first partnership and its first administrator.

use std::io::Write;

use access::directory::{self, NewMembership, Organisation, OrganisationKind};
use access::sign_in::{SignIn, Site};
use access::{Ctx, Role, actions};
use app::App;
use clap::Args;
use model::{OrganisationId, PersonId};

use crate::config::Config;
use crate::{instance, serve, verify};

/// What a new instance begins with.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Name of the first administrator.
    #[arg(long)]
    pub administrator: String,
    /// Their e-mail address at work, with which they sign in.
    #[arg(long)]
    pub email: String,
    /// Name of the first organisation.
    #[arg(long)]
    pub organisation: String,
    /// Short code of the first organisation, for addresses of pages.
    #[arg(long)]
    pub code: String,
    /// What the first organisation is: partnership, region or national.
    #[arg(long, default_value = "partnership")]
    pub kind: String,
}

/// Makes the instance.
///
/// # Errors
/// When there already is one, or what was given is refused.
pub async fn run(config: &Config, args: &InitArgs, out: &mut impl Write) -> anyhow::Result<()> {
    let kind: OrganisationKind = args.kind.parse().map_err(|_| {
        anyhow::anyhow!(
            "--kind is partnership, region or national, not {:?}",
            args.kind
        )
    })?;
    let (app, recovery) =
        instance::create(config, false, std::sync::Arc::new(instance::MachineClock)).await?;
    let ctx = verify::operator(&app, "make the instance")?;
    first(&app, &ctx, args, kind).await?;
    let site = Site {
        id: "localhost".to_owned(),
        origin: serve::base_url(config),
    };
    let sign_in = SignIn::new(app.directory().clone(), &site);
    let token = sign_in
        .first_invitation(person(&app, &ctx, &args.email).await?, ctx.now)
        .await?;
    let file = config.data.join("first-administrator.link");
    let link = format!(
        "{}/invitation/{}\n",
        serve::base_url(config),
        token.expose()
    );
    instance::write_private(&file, &link)?;
    app.vaults().close_all().await;
    app.close_commons().await;
    app.directory().db().close().await;
    writeln!(out, "The instance was made in {}.", config.data.display())?;
    writeln!(out)?;
    writeln!(
        out,
        "RECOVERY KEY. Write it down now and keep it in a safe: it is shown once and kept nowhere."
    )?;
    writeln!(out)?;
    writeln!(out, "  {}", recovery.to_text())?;
    writeln!(out)?;
    writeln!(out, "Confirm that you have it:  throughline key confirm")?;
    writeln!(
        out,
        "The first administrator's link is in {} (one hour, one use).",
        file.display()
    )?;
    Ok(())
}

async fn first(
    app: &App,
    ctx: &Ctx,
    args: &InitArgs,
    kind: OrganisationKind,
) -> anyhow::Result<()> {
    let id: OrganisationId = ctx.new_id()?;
    let new = Organisation {
        id,
        kind,
        name: args.organisation.clone(),
        code: args.code.clone(),
        region: None,
        valid_from: ctx.today(),
        valid_to: None,
        successor: None,
    };
    let new = &new;
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_directory::<actions::ManageDirectory>()?;
                directory::add_shipped_authorities(tx, &permit).await?;
                directory::add_organisation(tx, &permit, new).await?;
                directory::make_keys(tx, &permit, new.id).await?;
                let person =
                    directory::add_person(tx, &permit, &args.administrator, &args.email).await?;
                for role in [Role::Administrator, Role::Operator] {
                    let membership = NewMembership {
                        person,
                        agency: None,
                        authority: None,
                        role,
                        from: ctx.today(),
                        until: None,
                    };
                    directory::add_membership(tx, &permit, new.id, &membership).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}

async fn person(app: &App, ctx: &Ctx, email: &str) -> anyhow::Result<PersonId> {
    let found = app
        .directory()
        .look(ctx, |tx| Box::pin(directory::person_by_email(tx, email)))
        .await?;
    Ok(found
        .ok_or_else(|| anyhow::anyhow!("the administrator was not kept"))?
        .id)
}
