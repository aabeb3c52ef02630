package api

import (
	"context"
	"net/http"

	"thao/internal/access"
	"thao/internal/clock"
	"thao/internal/db"
	"thao/internal/fault"
	"thao/internal/id"
	"thao/internal/jobs"
)

// Job is work in the background, and how far it is.
type Job struct {
	ID      id.ID        `json:"id"`
	Kind    string       `json:"kind"`
	Due     clock.Micros `json:"due"`
	Attempt int64        `json:"attempt"`
	Error   string       `json:"error,omitempty" doc:"Of the last attempt"`
	Dead    bool         `json:"dead" doc:"It was given up and waits for somebody to ask for it again"`
	Done    int64        `json:"done" doc:"Of total"`
	Total   int64        `json:"total"`
	Created clock.Micros `json:"created"`
}

func jobOf(j jobs.Job) Job {
	out := Job{ID: j.ID, Kind: j.Kind, Due: j.Due, Attempt: j.Attempt, Error: j.Error, Dead: j.Dead(), Done: j.Done, Total: j.Total, Created: j.Created}
	if out.Dead {
		out.Due = 0
	}
	return out
}

// JobPath names a job.
type JobPath struct {
	DocketPath
	Job id.ID `path:"job" doc:"Id of the job"`
}

func (a *API) ofJobs() {
	put(a, op{id: "job.list", method: http.MethodGet, path: "dockets/{docket}/jobs", tag: "jobs", summary: "Work in the background of a docket", about: "What waits, runs or was given up, in the order it was asked for. Work that is done is gone from the list."},
		func(ctx context.Context, who *access.Actor, in *struct {
			DocketPath
			Paging
		}) (*Listed[Job], error) {
			after, err := in.after("jobs")
			if err != nil {
				return nil, err
			}
			if err := who.Check(access.DocketLog, ofDocket(in.Docket)); err != nil {
				return nil, err
			}
			list, err := a.Jobs.Of(a.DB.Reader(ctx), in.Docket, id.ID(after), in.Limit+1)
			if err != nil {
				return nil, err
			}
			out := make([]Job, len(list))
			for i, j := range list {
				out[i] = jobOf(j)
			}
			return page(ctx, in.Paging, "jobs", out, func(j Job) string { return string(j.ID) }), nil
		})
	put(a, op{id: "job.read", method: http.MethodGet, path: "dockets/{docket}/jobs/{job}", tag: "jobs", summary: "How far a job is", about: "404 once it is done."},
		func(ctx context.Context, who *access.Actor, in *struct{ JobPath }) (*One[Job], error) {
			if err := who.Check(access.DocketLog, ofDocket(in.Docket)); err != nil {
				return nil, err
			}
			j, found, err := a.Jobs.Get(a.DB.Reader(ctx), in.Docket, in.Job)
			if err == nil && !found {
				err = fault.New(fault.NotFound)
			}
			return one(jobOf(j), err)
		})
	put(a, op{id: "job.again", method: http.MethodPost, path: "dockets/{docket}/jobs/{job}/again", tag: "jobs", summary: "Try a job that was given up once more", status: 204},
		func(ctx context.Context, who *access.Actor, in *struct{ JobPath }) (*None, error) {
			if err := who.Check(access.DocketEdit, ofDocket(in.Docket)); err != nil {
				return nil, err
			}
			return none(a.DB.Write(ctx, func(tx *db.Tx) error { return a.Jobs.Again(tx, in.Docket, in.Job) }))
		})
}

func ofDocket(docket id.ID) access.Resource {
	return access.Resource{Kind: access.Docket, ID: docket, Docket: docket}
}
